package io.berth.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How releases of an image are made.
 *
 * @param steps what is done in the new tree, in this order
 * @param checks what must do well in it before it becomes a release; they change nothing
 * @param form how a release holds it
 * @param base absolute path of the controller's directory from which files are named
 * @param boot how a new release is booted before an alias means it; empty: it is not
 */
public record ImageRecipe(Origin origin, List<Step> steps, List<Step> checks, Form form, String base, Optional<Boot> boot) {

    /** A directory, a packed archive of one, or a disk as it is. */
    public enum Form { TREE, ARCHIVE, DISK }

    /** What it is made of. */
    public sealed interface Origin permits Bootstrap, Packed, OtherImage { }

    /**
     * A Debian system, made of packages.
     *
     * @param suite {@code bookworm}
     * @param packages beside those that every system has
     * @param mirror where they are got; empty: where the store's host gets its own
     * @param variant {@code minbase}, {@code buildd}, as debootstrap has them; empty: the usual one
     */
    public record Bootstrap(String suite, List<String> packages, String mirror, String variant) implements Origin {
        public Bootstrap {
            packages = List.copyOf(packages);
        }
    }

    /**
     * An archive or a disk.
     *
     * @param from a file of the controller, or of the store's host, or a URL
     * @param checksum of a URL: {@code sha256:} and 64 hex digits
     * @param onHost whether it is a file or directory of the store's host
     */
    public record Packed(String from, String checksum, boolean onHost) implements Origin {

        public boolean isUrl() {
            return !onHost && from.matches("(?s)[a-z]+://.*");
        }
    }

    /** A release of another image of the same store. */
    public record OtherImage(ImageName image) implements Origin { }

    /** One thing that is done in the tree, as root of it. */
    public sealed interface Step permits Run, Copy, Render, Install, Program { }

    /** @param argv program and arguments, at least the program */
    public record Run(List<String> argv) implements Step {
        public Run {
            argv = List.copyOf(argv);
        }
    }

    /**
     * A file.
     *
     * @param src a file of the controller; empty: {@code content} is its text
     * @param mode octal digits; empty: 0644, of a program 0755
     */
    public record Copy(String src, String content, String to, String mode, String owner, String group) implements Step { }

    /** A file made of a FreeMarker template of the controller, which sees the variables of the store's host. */
    public record Render(String src, String to, String mode, String owner, String group) implements Step { }

    /** @param recommends whether what they recommend is installed, too */
    public record Install(List<String> names, boolean recommends) implements Step {
        public Install {
            names = List.copyOf(names);
        }
    }

    /**
     * A script of the controller.
     *
     * @param interpreter empty: what its first line names
     */
    public record Program(String file, List<String> arguments, String interpreter) implements Step {
        public Program {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A new release redeployed on a slot that is there for nothing else, where it must become ready.
     *
     * @param sshWithin how long its ssh has until it answers; zero: not waited for
     * @param checks what else must hold for it to be ready
     */
    public record Boot(String slot, Redeploy.Strategy by, Duration sshWithin, Redeploy.Checks checks) { }

    /** One whose releases are not booted. */
    public ImageRecipe(Origin origin, List<Step> steps, List<Step> checks, Form form, String base) {
        this(origin, steps, checks, form, base, Optional.empty());
    }

    public ImageRecipe {
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
    }
}
