package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.CloudUser;
import io.berth.model.GuestNic;
import io.berth.model.GuestSeed;
import io.berth.model.Identity.Card;
import io.berth.model.Nic;
import java.util.List;

/** Makes what cloud-init gets of what was said. */
final class GuestSeeds {

    private final Diagnostics diagnostics;
    private final Identities identities;
    private final Cards cards;

    GuestSeeds(Diagnostics diagnostics, Identities identities, Cards cards) {
        this.diagnostics = diagnostics;
        this.identities = identities;
        this.cards = cards;
    }

    /** False: none can be made of it, and why is said. */
    boolean check(Bound said) {
        if (!said.says("cloudInit")) {
            return true;
        }
        int before = diagnostics.all().size();
        if (said.find("cloudInit.medium", GuestSeed.Medium.class).filter(GuestSeed.Medium.NONE::equals).isPresent()) {
            diagnostics.error(said.at("cloudInit.medium"), "cloud-init finds this on a volume: iso or vfat", "leave out 'cloudInit' where nothing is to be done");
        }
        said.find("cloudInit", SaidGuest.OfCloudInit.class).ifPresent(seed -> {
            identities.checkPackages(said, "cloudInit.packages", seed.packages());
            identities.checkZone(said, "cloudInit.timezone", seed.timezone());
            if (!seed.hostname().isEmpty()) {
                identities.checkHostname(said, "cloudInit.hostname", seed.hostname());
            }
            identities.checkUsers(said, "cloudInit.user", seed.user(), SaidGuest.OfUser::name, "name");
            for (int i = 0; i < seed.user().size(); i++) {
                SaidGuest.OfUser user = seed.user().get(i);
                identities.checkAccount(said, "cloudInit.user[" + i + "]", user.keys(), user.groups(), user.shell());
                if (!user.password().isEmpty()) {
                    identities.checkHash(said, "cloudInit.user[" + i + "].password", user.password());
                }
            }
        });
        return diagnostics.all().size() == before;
    }

    /** @param where the host or hosts it may be on */
    GuestSeed of(Bound said, SaidGuest.OfCloudInit seed, String guest, String where, List<GuestNic> nics) {
        if (!said.says("cloudInit")) {
            return GuestSeed.NONE;
        }
        List<Nic> plain = nics.stream().map(nic -> new Nic(nic.network(), nic.mac(), nic.address())).toList();
        boolean network = said.says("cloudInit.network") || nics.stream().anyMatch(nic -> !nic.address().isEmpty());
        List<Card> known = network ? cards.of(said, "cloudInit.network", seed.network(), guest, where, plain) : List.of();
        return new GuestSeed(seed.medium(), seed.hostname().isEmpty() ? guest : seed.hostname(), seed.user().stream()
                .map(user -> new CloudUser(user.name(), user.keys(), user.password(), user.groups(), user.shell(), user.sudo())).toList(),
                seed.packages(), seed.run(), known, seed.timezone());
    }
}
