package io.berth.model;

import java.util.List;

/**
 * Who the system of a slot is, beside a fresh machine-id and a renewed random seed, which it always gets.
 *
 * @param hostname the name it gets; empty: of a slot that does not say
 * @param sshKeys whether its ssh host keys are new at each redeploy
 * @param authorizedKeys at most one for a user
 * @param passwords at most one for a user
 * @param network {@link Network#AS_IMAGE}: what the image says stays
 * @param timezone name of the zone: {@code Europe/Berlin}; empty: the image's
 * @param locale {@code de_DE.UTF-8}; empty: the image's
 * @param cloudInit {@link CloudInit#NONE}: nothing is made for it
 */
public record Identity(String hostname, SshKeys sshKeys, List<AuthorizedKeys> authorizedKeys, List<Password> passwords,
                       Network network, String timezone, String locale, CloudInit cloudInit) {

    public static final Identity NONE = named("");

    public enum SshKeys {
        /** New ones at each redeploy. */
        FRESH,
        /** The first redeploy's stay the slot's: its host keeps them. */
        KEPT
    }

    public Identity {
        authorizedKeys = List.copyOf(authorizedKeys);
        passwords = List.copyOf(passwords);
    }

    /** One that has a name, and all else as the image says. */
    public static Identity named(String hostname) {
        return new Identity(hostname, SshKeys.FRESH, List.of(), List.of(), Network.AS_IMAGE, "", "", CloudInit.NONE);
    }

    public Identity as(String name) {
        return new Identity(name, sshKeys, authorizedKeys, passwords, network, timezone, locale, cloudInit);
    }

    /**
     * Who may log in to an account by ssh.
     *
     * @param keys lines as in a {@code .pub} file
     * @param file absolute path of a file of the controller with more of them; empty: none
     * @param exclusive whether keys that the image has there go
     */
    public record AuthorizedKeys(String user, List<String> keys, String file, boolean exclusive) {
        public AuthorizedKeys {
            keys = List.copyOf(keys);
        }
    }

    /**
     * The password of an account.
     *
     * @param hash as in {@code /etc/shadow}; a secret
     */
    public record Password(String user, String hash) {
        @Override
        public String toString() {
            return "password of " + user;
        }
    }

    /**
     * How the system reaches its networks.
     *
     * @param system whose files say it; {@link NetworkSystem#AUTO}: what the tree has
     * @param cards all cards of the slot; none: what the image says stays
     */
    public record Network(NetworkSystem system, List<Card> cards) {

        public static final Network AS_IMAGE = new Network(NetworkSystem.AUTO, List.of());

        public Network {
            cards = List.copyOf(cards);
        }
    }

    /** Ways of Linux systems to say how they reach their networks. */
    public enum NetworkSystem { AUTO, NETPLAN, NETWORKD, NETWORKMANAGER, IFUPDOWN, SCRIPTS }

    /**
     * A network card, known by its MAC address.
     *
     * @param mac lower case
     * @param address IPv4 address with its prefix: {@code 192.0.2.21/24}; empty: DHCP
     * @param gateway of the default route; empty: none, or what DHCP says
     * @param address6 IPv6 address with its prefix: {@code fd00::10/64}; empty: none but what its network gives it
     * @param gateway6 of the default route of IPv6; empty: none but what its network gives it
     * @param dns addresses of name servers, of IPv4 or IPv6; empty: none, or what DHCP says
     * @param search domains in which short names are looked up
     */
    public record Card(String mac, String address, String gateway, String address6, String gateway6, List<String> dns, List<String> search) {
        public Card {
            dns = List.copyOf(dns);
            search = List.copyOf(search);
        }

        /** One of which nothing is said for IPv6. */
        public Card(String mac, String address, String gateway, List<String> dns, List<String> search) {
            this(mac, address, gateway, "", "", dns, search);
        }
    }

    /** Where cloud-init finds what it is to do. */
    public enum Seed {
        NONE,
        /** In the tree, below {@code /var/lib/cloud/seed/nocloud}. */
        TREE,
        /** In an ISO 9660 volume beside the slot's disk: {@code w01-seed.iso}. */
        ISO,
        /** In a FAT volume beside the slot's disk: {@code w01-seed.img}. */
        VFAT
    }

    /** What cloud-init does at the first boot; it gets the network, too. */
    public record CloudInit(Seed seed, List<CloudUser> users, List<String> packages) {

        public static final CloudInit NONE = new CloudInit(Seed.NONE, List.of(), List.of());

        public CloudInit {
            users = List.copyOf(users);
            packages = List.copyOf(packages);
        }
    }
}
