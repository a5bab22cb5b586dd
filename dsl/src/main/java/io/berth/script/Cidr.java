package io.berth.script;

/**
 * A range of IPv4 addresses in CIDR form.
 *
 * @param network its first address, which nobody has
 * @param prefix 8 to 30: there is room for a host and a guest
 */
record Cidr(Ip4 network, int prefix) {

    /** @throws Trouble if it is none */
    static Cidr of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
            throw new Trouble("'" + text + "' is not an address range", "such as 192.168.150.0/24");
        }
        Ip4 address = Ip4.of(text.substring(0, slash));
        int prefix = Integer.parseInt(text.substring(slash + 1));
        if (prefix < 8 || prefix > 30) {
            throw new Trouble("the prefix of '" + text + "' is not between /8 and /30");
        }
        Ip4 network = new Ip4(address.value() & -(1L << 32 - prefix) & 0xffffffffL);
        if (!network.equals(address)) {
            throw new Trouble("'" + text + "' does not begin its range", "did you mean '" + network + "/" + prefix + "'?");
        }
        return new Cidr(network, prefix);
    }

    /** The first address that can be had, the host's own. */
    Ip4 host() {
        return new Ip4(network.value() + 1);
    }

    /** The last address that can be had. */
    Ip4 last() {
        return new Ip4(network.value() + (1L << 32 - prefix) - 2);
    }

    /** Whether a guest can have the address: it is inside, and neither the host's nor the broadcast address. */
    boolean isForGuests(Ip4 address) {
        return address.compareTo(host()) > 0 && address.compareTo(last()) <= 0;
    }

    @Override
    public String toString() {
        return network + "/" + prefix;
    }
}
