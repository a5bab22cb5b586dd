package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.image.Release;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Group;
import io.berth.model.Host;
import io.berth.model.ImageName;
import io.berth.model.Playbook;
import io.berth.model.Size;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A release in the caches of hosts: redeploys there take it from these, and nothing of it goes through the network again. */
final class ImagePushTask extends ImageTask<ImagePushTask.Push> {

    public record Push(
            @Param(doc = "the image, or image@release; else its stable one", required = true, positional = true) ImageName image,
            @Param(doc = "names of the hosts and groups that get it; each from the one before it, in this order", required = true) List<String> to,
            @Param(doc = "bytes a second over each link, such as 20.MiB; else all that goes") Size rate,
            @Param(doc = "whether all get it from the store, at once", fallback = "false") boolean star,
            @Param(doc = "how long nothing may come from a host until it is got from another one", fallback = "60s") Duration stall) {
        public Push {
            to = List.copyOf(to);
        }
    }

    ImagePushTask() {
        super("imagePush", Push.class, "Puts a release into the caches of hosts, which get it from one another.");
    }

    @Override
    ImageName image(Push said) {
        return said.image();
    }

    @Override
    public String name(Push said) {
        return said.image() + " to " + String.join(", ", said.to());
    }

    /** What is in a cache. */
    static Key cached(String image, String host) {
        return new Key("cache", image, host);
    }

    @Override
    public Footprint footprint(Push said, Scope scope) {
        Set<Key> reads = new HashSet<>(stored(said, scope).read(scope).reads());
        Set<Key> writes = new HashSet<>();
        for (Host host : members(said, scope)) {
            reads.add(Key.wholeOf(host));
            writes.add(cached(said.image().image(), host.name()));
        }
        return new Footprint(reads, writes);
    }

    @Override
    public void check(Push said, Scope scope, SourceRange at, Diagnostics into) {
        super.check(said, scope, at, into);
        Playbook playbook = scope.playbook();
        for (String name : said.to()) {
            if (!playbook.hosts().containsKey(name) && !playbook.groups().containsKey(name)) {
                into.error(at, "there is no host or group '" + name + "'");
            }
        }
    }

    /** All but the store's own. */
    private static List<Host> members(Push said, Scope scope) {
        Playbook playbook = scope.playbook();
        Set<String> names = new LinkedHashSet<>();
        for (String name : said.to()) {
            Group group = playbook.groups().get(name);
            names.addAll(group == null ? List.of(name) : group.hosts());
        }
        names.remove(scope.host().name());
        return names.stream().map(playbook.hosts()::get).filter(host -> host != null).toList();
    }

    @Override
    public List<Command> observe(Push said, Scope scope) {
        return List.of(StoreReleases.question(stored(said, scope)));
    }

    @Override
    public Change change(Push said, Scope scope, List<Answer> seen) throws TaskFailure {
        StoredImage stored = stored(said, scope);
        Optional<Release> release = StoreReleases.listing(seen.get(0), "the store").image(said.image().image()).release(said.image().release());
        List<Host> members = members(said, scope);
        if (members.isEmpty()) {
            return Change.none("no host but the store's own is meant");
        }
        if (release.isEmpty()) {
            return Change.of(Change.Kind.MAYBE, "there is no such release yet", hands -> {
                throw new TaskFailure("there is no release " + stored.release() + " of " + said.image().image(), "'berth image list' shows those that are there");
            });
        }
        String to = members.stream().map(Host::name).collect(Collectors.joining(said.star() ? ", " : " → "));
        String how = said.rate().bytes() > 0 ? ", at most " + said.rate() + " a second over each link" : "";
        FanOut fanOut = new FanOut(stored, release.get(), new FanOut.Terms(said.star(), said.rate().bytes(), said.stall()));
        return Change.of(Change.Kind.ACT, "push " + new ImageName(said.image().image(), release.get().name()) + " (" + new Size(release.get().bytes()) + ") to "
                + to + how + "; those that have it are left alone", hands -> fanOut.run(members, hands)).telling(java.util.Map.of("release", release.get().name()));
    }
}
