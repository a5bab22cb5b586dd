package io.berth.ssh;

import io.berth.model.Become;
import io.berth.model.Host;
import io.berth.transport.Quote;
import java.util.ArrayList;
import java.util.List;

/** OpenSSH's own client on the way to a host, for what wants a terminal or a tunnel; it reads the user's configuration itself. */
public final class OpenSsh {

    private OpenSsh() {
    }

    /**
     * The command that runs another on a host, as the user that things are done as there.
     *
     * @param options of ssh, in front: {@code -t}
     * @param command program and arguments; empty: what ssh does without
     */
    public static List<String> command(Host host, List<String> options, List<String> command) {
        if (host.connection() == Host.Connection.LOCAL) {
            return become(host, command);
        }
        List<String> argv = new ArrayList<>(List.of("ssh"));
        argv.addAll(options);
        if (host.port() != 0) {
            argv.addAll(List.of("-p", Integer.toString(host.port())));
        }
        if (!host.user().isEmpty()) {
            argv.addAll(List.of("-l", host.user()));
        }
        option("HostName", host.address(), argv);
        option("IdentityFile", quoted(host.identityFile()), argv);
        option("IdentitiesOnly", host.identityFile().isEmpty() ? "" : "yes", argv);
        option("UserKnownHostsFile", quoted(host.knownHosts()), argv);
        option("ProxyJump", host.jump(), argv);
        argv.addAll(List.of("--", host.name()));
        if (!command.isEmpty()) {
            argv.add(Quote.words(become(host, command)));
        }
        return argv;
    }

    /** The same as the text of ssh's option ProxyCommand: whatever is behind the host is reached through it. */
    public static String proxy(Host host) {
        List<String> argv = command(host, List.of(), List.of()).stream().map(word -> word.replace("%", "%%")).toList();
        List<String> words = new ArrayList<>(List.of(argv.get(0), "-W", "%h:%p"));
        words.addAll(argv.subList(1, argv.size()));
        return Quote.words(words);
    }

    private static void option(String name, String value, List<String> argv) {
        if (!value.isEmpty()) {
            argv.addAll(List.of("-o", name + "=" + value));
        }
    }

    /** A path as the configuration has it: one word. */
    private static String quoted(String path) {
        return path.contains(" ") ? "\"" + path + "\"" : path;
    }

    private static List<String> become(Host host, List<String> command) {
        if (host.become().isEmpty() || command.isEmpty()) {
            return command;
        }
        Become become = host.become().get();
        List<String> argv = new ArrayList<>(switch (become.method()) {
            case SUDO -> List.of("sudo", "-u", become.user(), "--");
            case DOAS -> List.of("doas", "-u", become.user(), "--");
            case SU -> List.of("su", become.user(), "-c", Quote.words(command));
        });
        if (become.method() != Become.Method.SU) {
            argv.addAll(command);
        }
        return argv;
    }
}
