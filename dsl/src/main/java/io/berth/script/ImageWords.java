package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.ImageName;
import io.berth.model.ImageRecipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What playbooks say of images: where they are kept, and how their releases are made. */
final class ImageWords {

    private static final String EXAMPLE = "build debootstrap('bookworm'), or from 'system.tar.zst'";

    private final Diagnostics diagnostics;
    private final Binder binder;
    private final List<SaidImage> all = new ArrayList<>();

    ImageWords(Diagnostics diagnostics, Binder binder) {
        this.diagnostics = diagnostics;
        this.binder = binder;
    }

    /**
     * An image as it is said.
     *
     * @param origin of one that is built
     * @param boots what is said of how a new release is booted, at most once
     * @param isSound whether all that is said of how it is built makes sense; if not, that is said
     */
    record SaidImage(Bound said, Optional<ImageRecipe.Origin> origin, List<ImageRecipe.Step> steps, List<ImageRecipe.Step> checks,
                     List<Bound> boots, boolean isSound) {

        Optional<ImageRecipe> recipe(ImageRecipe.Form form) {
            Path base = said.call().source().path().toAbsolutePath().normalize().getParent();
            return origin.map(from -> new ImageRecipe(from, steps, checks, form, base.toString(), boots.stream().findFirst().map(SaidImage::boot)));
        }

        private static ImageRecipe.Boot boot(Bound said) {
            SaidRecipe.OfBoot boot = said.as(SaidRecipe.OfBoot.class);
            return new ImageRecipe.Boot(boot.slot(), boot.by(), boot.within(), SaidRedeploy.checks(boot.agent(), boot.port(), boot.command()));
        }
    }

    /** Says where a release would be booted on a slot that is not there. */
    void checkBoots(Slots slots) {
        all.stream().flatMap(image -> image.boots().stream()).forEach(boot -> slots.check(boot.text("slot").orElse(""), boot.at("slot")));
    }

    List<SaidImage> all() {
        return all;
    }

    void add(SaidImage image) {
        all.add(image);
    }

    void teach() {
        binder.teach("image", SaidRecipe.OfImage.class);
        for (String word : List.of("build", "from", "steps", "check", "debootstrap")) {
            binder.teach(word, "in 'image'");
        }
        binder.teach("run", "in 'steps' of an image");
        binder.teach("boot", "in 'check' of an image");
    }

    SaidImage image(Call call) {
        Binding binding = binder.open(call, Parts.of(SaidRecipe.OfImage.class));
        Building building = new Building();
        call.block().ifPresent(block -> {
            Map<String, Function<Call, Object>> words = new LinkedHashMap<>(binding.meanings());
            words.put("build", building::build);
            words.put("debootstrap", building::debootstrap);
            words.put("from", building::from);
            words.put("steps", said -> building.steps(said, building.steps, Map.of()));
            words.put("check", said -> building.steps(said, building.checks, Map.of("boot", building::boot)));
            binder.within(new Words("in 'image'", words, unknown -> binding.presume(unknown.word())), block);
        });
        return building.made(binding.closed());
    }

    /** How one image is built, as far as it is said. */
    private final class Building {

        private final List<ImageRecipe.Origin> origins = new ArrayList<>();
        private final List<ImageRecipe.Step> steps = new ArrayList<>();
        private final List<ImageRecipe.Step> checks = new ArrayList<>();
        private final List<Bound> boots = new ArrayList<>();
        private boolean sound = true;

        private Object wrong(Call call, String message, String... hints) {
            diagnostics.error(call.at(), message, hints);
            sound = false;
            return Unknown.VALUE;
        }

        private Object origin(Call call, ImageRecipe.Origin origin) {
            if (!origins.isEmpty()) {
                return wrong(call, "an image is made of one thing", EXAMPLE);
            }
            origins.add(origin);
            return null;
        }

        Object build(Call call) {
            boolean plain = call.positional().size() == 1 && call.named().isEmpty() && call.block().isEmpty();
            Object value = plain ? call.positional().get(0).value() : null;
            if (Unknown.is(value)) {
                sound = false;
                return Unknown.VALUE;
            }
            return value instanceof ImageRecipe.Origin origin ? origin(call, origin) : wrong(call, "'build' says by what: build debootstrap('bookworm')");
        }

        Object debootstrap(Call call) {
            Bound said = binder.bind(call, SaidRecipe.OfBootstrap.class);
            if (!said.isSound()) {
                sound = false;
                return Unknown.VALUE;
            }
            SaidRecipe.OfBootstrap bootstrap = said.as(SaidRecipe.OfBootstrap.class);
            return new ImageRecipe.Bootstrap(bootstrap.suite(), bootstrap.packages(), bootstrap.mirror(), bootstrap.variant());
        }

        Object from(Call call) {
            Bound said = binder.bind(call, SaidRecipe.OfOrigin.class);
            if (!said.isSound()) {
                sound = false;
                return Unknown.VALUE;
            }
            SaidRecipe.OfOrigin origin = said.as(SaidRecipe.OfOrigin.class);
            if (origin.from().isEmpty() == origin.image().isEmpty()) {
                return wrong(call, "'from' names an archive, a disk or a URL, or else another image", "from 'system.tar.zst', or from image: 'base'");
            }
            if (!origin.image().isEmpty()) {
                return origin(call, new ImageRecipe.OtherImage(ImageName.of(origin.image())));
            }
            ImageRecipe.Packed packed = new ImageRecipe.Packed(origin.from(), origin.checksum(), origin.onHost());
            if (packed.isUrl() && !packed.checksum().matches("sha256:[0-9a-fA-F]{64}")) {
                return wrong(call, "what an image is made of needs a 'checksum' where it comes from a URL", "sha256: and 64 hex digits");
            }
            return origin(call, packed);
        }

        Object boot(Call call) {
            Bound said = binder.bind(call, SaidRecipe.OfBoot.class);
            if (!said.isSound()) {
                sound = false;
                return Unknown.VALUE;
            }
            if (!boots.isEmpty()) {
                return wrong(call, "a release is booted on one slot");
            }
            boots.add(said);
            SaidRecipe.OfBoot boot = said.as(SaidRecipe.OfBoot.class);
            boolean waits = !boot.within().isZero() || !SaidRedeploy.checks(boot.agent(), boot.port(), boot.command()).none();
            return waits ? null : wrong(call, "nothing tells that it has booted", "within 2.minutes, agent within: 2.minutes, port 80, or command '…'");
        }

        /** @param more words that are no steps */
        Object steps(Call call, List<ImageRecipe.Step> into, Map<String, Function<Call, Object>> more) {
            if (call.block().isEmpty() || !call.positional().isEmpty() || !call.named().isEmpty()) {
                return wrong(call, "'" + call.word() + "' takes a block", call.word() + " { run 'systemctl', 'enable', 'ssh' }");
            }
            Map<String, Function<Call, Object>> words = new LinkedHashMap<>(more);
            words.put("run", said -> step(said, SaidRecipe.OfRun.class, into, run -> new ImageRecipe.Run(run.argv())));
            words.put("copy", said -> step(said, SaidRecipe.OfCopy.class, into,
                    copy -> new ImageRecipe.Copy(copy.src(), copy.content(), copy.to(), copy.mode(), copy.owner(), copy.group())));
            words.put("template", said -> step(said, SaidRecipe.OfRender.class, into,
                    render -> new ImageRecipe.Render(render.src(), render.to(), render.mode(), render.owner(), render.group())));
            words.put("packages", said -> step(said, SaidRecipe.OfInstall.class, into, install -> new ImageRecipe.Install(install.names(), install.recommends())));
            words.put("script", said -> step(said, SaidRecipe.OfProgram.class, into,
                    program -> new ImageRecipe.Program(program.file(), program.arguments(), program.interpreter())));
            binder.within(new Words("in '" + call.word() + "'", words, unknown -> sound = false), call.block().get());
            return null;
        }

        private <R extends Record> Object step(Call call, Class<R> type, List<ImageRecipe.Step> into, Function<R, ImageRecipe.Step> made) {
            Bound said = binder.bind(call, type);
            if (!said.isSound()) {
                sound = false;
                return Unknown.VALUE;
            }
            if (said.says("src") == said.says("content") && type == SaidRecipe.OfCopy.class) {
                return wrong(call, "'copy' takes a file of the controller or 'content'", "copy 'motd', to: '/etc/motd'");
            }
            if (said.text("to").filter(to -> !to.startsWith("/") || to.endsWith("/")).isPresent()) {
                return wrong(call, "'to' is a file's path in the image, from the root on, not '" + said.text("to").get() + "'");
            }
            if (said.text("mode").filter(mode -> !mode.matches("[0-7]{3,4}")).isPresent()) {
                return wrong(call, "'mode' is octal digits as in '0644', not '" + said.text("mode").get() + "'");
            }
            into.add(made.apply(said.as(type)));
            return null;
        }

        SaidImage made(Bound said) {
            if (origins.isEmpty() && sound && (!steps.isEmpty() || !checks.isEmpty() || !boots.isEmpty() || said.says("form"))) {
                wrong(said.call(), "an image with steps, checks or a form says what it is made of", EXAMPLE);
            }
            return new SaidImage(said, origins.stream().findFirst(), steps, checks, boots, sound);
        }
    }
}
