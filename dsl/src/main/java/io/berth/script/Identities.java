package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.CloudUser;
import io.berth.model.Identity;
import io.berth.model.Identity.AuthorizedKeys;
import io.berth.model.Identity.Card;
import io.berth.model.Identity.CloudInit;
import io.berth.model.Identity.Password;
import io.berth.model.Nic;
import io.berth.model.Slot;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes identities of what slots and redeploys say of them, and says what is wrong. */
final class Identities {

    private static final Pattern HOSTNAME = Pattern.compile("(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,31}[$]?");
    private static final Pattern KEY = Pattern.compile("(\\S.*\\s)?(ssh|ecdsa|sk)-[A-Za-z0-9@.-]+\\s+[A-Za-z0-9+/]+={0,2}(\\s.*)?");
    /** Of crypt(5), perhaps locked; or what stands for a secret that is not asked for. */
    private static final Pattern HASH = Pattern.compile("[!*]{1,2}|!?\\$[A-Za-z0-9]+\\$[A-Za-z0-9./$=,+_-]+|‹secret .*›");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*");
    private static final Pattern LOCALE = Pattern.compile("[A-Za-z0-9_.@-]+");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_:=~-]*");
    private static final Pattern SHELL = Pattern.compile("/[A-Za-z0-9._/-]+");

    private final Diagnostics diagnostics;
    private final Cards cards;

    Identities(Diagnostics diagnostics, Cards cards) {
        this.diagnostics = diagnostics;
        this.cards = cards;
    }

    /** That of a redeploy: what it does not say is the slot's. Empty where slot or identity have an error, and that is said. */
    Optional<Identity> of(Bound redeploy) {
        Optional<SaidIdentity.OfIdentity> said = redeploy.find("identity", SaidIdentity.OfIdentity.class);
        Optional<Slot> slot = redeploy.find("slot", Slot.class);
        if (said.isEmpty() || slot.isEmpty()) {
            said.filter(identity -> redeploy.says("identity")).ifPresent(identity -> check(redeploy, identity));
            return Optional.empty();
        }
        Identity whole = of(redeploy, said.get(), slot.get().identity(), slot.get().name(), slot.get().host(), slot.get().nics());
        Identity named = whole.hostname().isEmpty() ? whole.as(slot.get().name()) : whole;
        checkHostname(redeploy, named.hostname());
        return Optional.of(named);
    }

    /**
     * @param said what says it in its part {@code identity}
     * @param otherwise what holds where that says nothing
     */
    Identity of(Bound said, SaidIdentity.OfIdentity identity, Identity otherwise, String slot, String host, List<Nic> nics) {
        if (!said.says("identity")) {
            return otherwise;
        }
        check(said, identity);
        return new Identity(
                said.says("identity.hostname") ? identity.hostname() : otherwise.hostname(),
                said.says("identity.sshKeys") ? identity.sshKeys() : otherwise.sshKeys(),
                identity.authorizedKey().isEmpty() ? otherwise.authorizedKeys() : authorizedKeys(said, identity.authorizedKey()),
                identity.password().isEmpty() ? otherwise.passwords()
                        : identity.password().stream().map(password -> new Password(password.user(), password.hash())).toList(),
                said.says("identity.network")
                        ? new Identity.Network(identity.network().system(), cards.of(said, "identity.network", identity.network(), slot, host, nics))
                        : otherwise.network(),
                said.says("identity.timezone") ? identity.timezone() : otherwise.timezone(),
                said.says("identity.locale") ? identity.locale() : otherwise.locale(),
                said.says("identity.cloudInit") ? cloudInit(identity.cloudInit()) : otherwise.cloudInit());
    }

    /** The cards of a slot with the addresses that its identity gives them. */
    List<Nic> addressed(List<Nic> nics, Identity identity) {
        return nics.stream().map(nic -> identity.network().cards().stream().filter(card -> card.mac().equals(nic.mac()) && !card.address().isEmpty())
                .map(Card::address).findFirst().map(address -> new Nic(nic.network(), nic.mac(), address.substring(0, address.indexOf('/'))))
                .orElse(nic)).toList();
    }

    private List<AuthorizedKeys> authorizedKeys(Bound said, List<SaidIdentity.OfKeys> all) {
        return all.stream().map(keys -> new AuthorizedKeys(keys.user(), keys.keys(), keys.file().isEmpty() ? "" : file(said, keys.file()),
                keys.exclusive())).toList();
    }

    private static String file(Bound said, String file) {
        Path source = said.call().source().path().toAbsolutePath();
        return source.resolveSibling(file).normalize().toString();
    }

    private static CloudInit cloudInit(SaidIdentity.OfCloudInit said) {
        return new CloudInit(said.seed(), said.user().stream()
                .map(user -> new CloudUser(user.name(), user.keys(), "", user.groups(), user.shell(), user.sudo())).toList(), said.packages());
    }

    private void check(Bound said, SaidIdentity.OfIdentity identity) {
        if (!identity.hostname().isEmpty()) {
            checkHostname(said, identity.hostname());
        }
        checkZone(said, "identity.timezone", identity.timezone());
        unless(LOCALE, identity.locale(), said, "identity.locale", "a locale such as de_DE.UTF-8");
        identity.network().search().forEach(domain -> unless(DOMAIN, domain, said, "identity.network.search", "domains"));
        checkUsers(said, "identity.authorizedKey", identity.authorizedKey(), SaidIdentity.OfKeys::user, "user");
        checkUsers(said, "identity.password", identity.password(), SaidIdentity.OfPassword::user, "user");
        checkUsers(said, "identity.cloudInit.user", identity.cloudInit().user(), SaidIdentity.OfUser::name, "name");
        for (int i = 0; i < identity.authorizedKey().size(); i++) {
            SaidIdentity.OfKeys keys = identity.authorizedKey().get(i);
            String path = "identity.authorizedKey[" + i + "]";
            checkKeys(said, path + ".keys", keys.keys());
            if (keys.keys().isEmpty() && keys.file().isEmpty() && !keys.exclusive()) {
                diagnostics.error(said.at(path), "no key is said: give 'keys' or 'file'");
            }
        }
        for (int i = 0; i < identity.password().size(); i++) {
            checkHash(said, "identity.password[" + i + "].hash", identity.password().get(i).hash());
        }
        checkCloudInit(said, identity.cloudInit());
    }

    private void checkCloudInit(Bound said, SaidIdentity.OfCloudInit cloudInit) {
        checkPackages(said, "identity.cloudInit.packages", cloudInit.packages());
        for (int i = 0; i < cloudInit.user().size(); i++) {
            SaidIdentity.OfUser user = cloudInit.user().get(i);
            checkAccount(said, "identity.cloudInit.user[" + i + "]", user.keys(), user.groups(), user.shell());
        }
    }

    /** What opens an account that is made, and what it is. */
    void checkAccount(Bound said, String path, List<String> keys, List<String> groups, String shell) {
        checkKeys(said, path + ".keys", keys);
        groups.forEach(group -> unless(USER, group, said, path + ".groups", "names of groups"));
        unless(SHELL, shell, said, path + ".shell", "an absolute path");
    }

    void checkPackages(Bound said, String path, List<String> packages) {
        packages.forEach(name -> unless(PACKAGE, name, said, path, "names of packages"));
    }

    void checkZone(Bound said, String path, String zone) {
        unless(ZONE, zone, said, path, "a time zone such as Europe/Berlin");
    }

    void checkHash(Bound said, String path, String hash) {
        if (!HASH.matcher(hash).matches()) {
            diagnostics.error(said.at(path), "this is not the hash of a password", "mkpasswd, or openssl passwd -6, makes one");
        }
    }

    private void checkHostname(Bound said, String hostname) {
        checkHostname(said, "identity.hostname", hostname);
    }

    void checkHostname(Bound said, String path, String hostname) {
        if (!HOSTNAME.matcher(hostname).matches() || hostname.length() > 64) {
            diagnostics.error(said.at(path), "'" + hostname + "' cannot be a host name",
                    "letters, digits and '-', parts joined by '.', at most 64");
        }
    }

    <T> void checkUsers(Bound said, String path, List<T> all, Function<T, String> user, String part) {
        Set<String> seen = new HashSet<>();
        IntStream.range(0, all.size()).forEach(i -> {
            String name = user.apply(all.get(i));
            unless(USER, name, said, path + "[" + i + "]." + part, "the name of an account");
            if (!seen.add(name)) {
                diagnostics.error(said.at(path + "[" + i + "]"), "account '" + name + "' is said twice");
            }
        });
    }

    private void checkKeys(Bound said, String path, List<String> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (!KEY.matcher(keys.get(i)).matches() || keys.get(i).codePoints().anyMatch(Character::isISOControl)) {
                diagnostics.error(said.at(path + "[" + i + "]"), "this is not a key as in a .pub file", "ssh-ed25519 AAAA… name");
            }
        }
    }

    private void unless(Pattern pattern, String text, Bound said, String path, String wants) {
        if (!text.isEmpty() && !pattern.matcher(text).matches()) {
            diagnostics.error(said.at(path), "'" + path.substring(path.lastIndexOf('.') + 1) + "' wants " + wants + ", not '" + text + "'");
        }
    }
}
