package io.berth.script;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * An IPv6 address.
 *
 * @param value as a number, 0 to 2^128 - 1
 */
record Ip6(BigInteger value) {

    private static final int BITS = 128;
    private static final int GROUPS = 8;

    /** @throws Trouble if it is none; one with an IPv4 address in its text, or with a scope, is none here */
    static Ip6 of(String text) {
        try {
            // what has a colon and nothing but digits is never looked up
            if (text.matches("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*") && InetAddress.getByName(text) instanceof Inet6Address address) {
                return new Ip6(new BigInteger(1, address.getAddress()));
            }
        } catch (UnknownHostException e) {
            // said below
        }
        throw new Trouble("'" + text + "' is not an IPv6 address");
    }

    /** Whether a card can have it: neither the unspecified address, the loopback, a multicast nor a link-local address. */
    boolean isForCards() {
        return value.compareTo(BigInteger.ONE) > 0 && !begins(0xff, 8) && !isLinkLocal();
    }

    boolean isLinkLocal() {
        return begins(0xfe80 >> 6, 10);
    }

    private boolean begins(int bits, int count) {
        return value.shiftRight(BITS - count).intValue() == bits;
    }

    /** Whether the other one has the same first bits. */
    boolean isIn(Ip6 other, int prefix) {
        return value.xor(other.value).shiftRight(BITS - prefix).signum() == 0;
    }

    /** Whether it is the first address of its network, which its routers have. */
    boolean isFirst(int prefix) {
        return prefix < BITS - 1 && value.mod(BigInteger.ONE.shiftLeft(BITS - prefix)).signum() == 0;
    }

    /** As RFC 5952 wants it: lower case, without leading zeros, the first of the longest rows of zeros left out. */
    @Override
    public String toString() {
        String[] groups = new String[GROUPS];
        int from = 0;
        int length = 1; // of one group nothing is left out
        for (int i = 0, zeros = 0; i < GROUPS; i++) {
            int group = value.shiftRight(16 * (GROUPS - 1 - i)).intValue() & 0xffff;
            groups[i] = Integer.toHexString(group);
            zeros = group == 0 ? zeros + 1 : 0;
            if (zeros > length) {
                length = zeros;
                from = i - zeros + 1;
            }
        }
        if (length == 1) {
            return String.join(":", groups);
        }
        return joined(groups, 0, from) + "::" + joined(groups, from + length, GROUPS);
    }

    private static String joined(String[] groups, int from, int to) {
        return String.join(":", Arrays.copyOfRange(groups, from, to));
    }
}
