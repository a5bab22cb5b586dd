package io.berth.script;

import io.berth.api.Param;
import io.berth.model.Identity;
import java.util.List;

/** What playbooks say of who a system is, word for word. */
final class SaidIdentity {

    private SaidIdentity() {
    }

    record OfIdentity(
            @Param(doc = "host name of the new system; else the slot's name") String hostname,
            @Param(doc = "its ssh host keys: fresh at each redeploy, or kept: those of the slot's first redeploy", fallback = "fresh") Identity.SshKeys sshKeys,
            @Param(doc = "who may log in to an account by ssh; said once for each account") List<OfKeys> authorizedKey,
            @Param(doc = "the password of an account; said once for each account") List<OfPassword> password,
            @Param(doc = "how it reaches its networks; else as the image says") OfNetwork network,
            @Param(doc = "its time zone: Europe/Berlin; else the image's") String timezone,
            @Param(doc = "its locale: de_DE.UTF-8; else the image's") String locale,
            @Param(doc = "what cloud-init does at the first boot; else nothing is made for it") OfCloudInit cloudInit) {
    }

    record OfKeys(
            @Param(doc = "the account, which the image has", positional = true, required = true) String user,
            @Param(doc = "keys, as in the .pub files") List<String> keys,
            @Param(doc = "a file of the controller with keys, a key a line; a relative path is from the file that says it") String file,
            @Param(doc = "no other keys remain", fallback = "false") boolean exclusive) {
    }

    record OfPassword(
            @Param(doc = "the account, which the image has", positional = true, required = true) String user,
            @Param(doc = "hash of its password, as mkpasswd or openssl passwd makes it; '!' locks it", positional = true, required = true, secret = true) String hash) {
    }

    record OfNetwork(
            @Param(doc = "whose files say it; auto: what the tree has", fallback = "auto") Identity.NetworkSystem system,
            @Param(doc = "a card of the slot; one that is not said has the slot's address, else DHCP") List<OfCard> nic,
            @Param(doc = "name servers of cards that say none; else the host, where it is in a card's network") List<String> dns,
            @Param(doc = "domains in which short names are looked up") List<String> search) {
    }

    record OfCard(
            @Param(doc = "name of its network; without it and mac, cards are meant in their order", positional = true) String network,
            @Param(doc = "its MAC address") String mac,
            @Param(doc = "IPv4 address, with prefix where the network has no range: 192.0.2.21/24; else DHCP") String address,
            @Param(doc = "of the default route; none; else the host, of the first card whose network it translates") String gateway,
            @Param(doc = "IPv6 address with its prefix, beside the other one: fd00::10/64; else what its network gives it") String address6,
            @Param(doc = "of the default route of IPv6; else none of its own") String gateway6,
            @Param(doc = "its name servers, of IPv4 or IPv6") List<String> dns) {
    }

    record OfCloudInit(
            @Param(doc = "where it finds this: in the tree, or in a volume beside the disk, iso or vfat", fallback = "tree") Identity.Seed seed,
            @Param(doc = "an account it makes; said once for each") List<OfUser> user,
            @Param(doc = "packages it installs") List<String> packages) {
    }

    record OfUser(
            @Param(doc = "its name", positional = true, required = true) String name,
            @Param(doc = "ssh keys that open it, as in the .pub files") List<String> keys,
            @Param(doc = "groups it is in, beside its own") List<String> groups,
            @Param(doc = "its shell", fallback = "/bin/bash") String shell,
            @Param(doc = "whether it may do all as root, without a password", fallback = "false") boolean sudo) {
    }
}
