package io.berth.cli;

import io.berth.model.Host;
import io.berth.model.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A host's management controller, as its variable {@code ipmi} says it, spoken to by {@code ipmitool} of this machine.
 *
 * @param port UDP port; usually 623
 * @param protocol as ipmitool's {@code -I} has it
 * @param cipher number of its cipher suite; empty: the best that both know
 */
record Bmc(String host, String address, String port, String user, Secret password, String protocol, String cipher) {

    private static final long SECONDS = 60;
    private static final String ABSENT = "ipmitool is not installed on this machine: package ipmitool in Debian";
    /** The pipe with the password as file 3, and the terminal as standard input. */
    private static final String TERMINAL = "command -v \"$1\" >/dev/null || { echo 'berth: " + ABSENT + "' >&2; exit 1; }; exec 3<&0 </dev/tty; exec \"$@\"";

    /** @throws Usage if the host has none, or it is said wrongly */
    static Bmc of(Host host) {
        if (!(host.vars().get("ipmi") instanceof Map<?, ?> said)) {
            throw new Usage("host " + host.name() + " has no variable ipmi: [address: '10.0.0.1', user: 'admin', password: secret('bmc')]");
        }
        for (Object word : said.keySet()) {
            if (!List.of("address", "port", "user", "password", "interface", "cipher").contains(word)) {
                throw new Usage("host " + host.name() + ": ipmi has address, user, password, port, interface and cipher, not '" + word + "'");
            }
        }
        Object password = said.get("password");
        Bmc bmc = new Bmc(host.name(), text(said, "address", ""), text(said, "port", "623"), text(said, "user", ""),
                password instanceof Secret secret ? secret : new Secret("ipmi of " + host.name(), password == null ? "" : password.toString()), text(said, "interface", "lanplus"), text(said, "cipher", ""));
        if (bmc.address.isEmpty() || bmc.address.startsWith("-") || !bmc.port.matches("[0-9]{1,5}") || !bmc.protocol.matches("[a-z]+") || !bmc.cipher.matches("[0-9]{0,2}")) {
            throw new Usage("host " + host.name() + ": ipmi wants an address, numbers as port and cipher, and an interface such as lanplus");
        }
        return bmc;
    }

    /** @throws Usage if the host has none, or is spoken to by a protocol that has no consoles */
    static Bmc withConsole(Host host) {
        Bmc bmc = of(host);
        if (!bmc.protocol.equals("lanplus")) {
            throw new Usage("host " + host.name() + ": a console wants the interface lanplus, and ipmi says " + bmc.protocol);
        }
        return bmc;
    }

    private static String text(Map<?, ?> said, String word, String fallback) {
        Object value = said.get(word);
        return value instanceof Secret secret ? secret.text() : value == null ? fallback : value.toString();
    }

    /**
     * Says something to it.
     *
     * @param words of ipmitool: {@code chassis power status}
     * @return what it answered, one line
     * @throws IOException if it could not be reached or refused; the message says why
     */
    String tell(String... words) throws IOException, InterruptedException {
        return tell("ipmitool", List.of(words));
    }

    String tell(String program, List<String> words) throws IOException, InterruptedException {
        Process process = start(new ProcessBuilder(argv(program, "/dev/stdin", words)).redirectErrorStream(true));
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("its management controller did not answer within " + SECONDS + " s");
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new IOException(said.isEmpty() ? "ipmitool ended with status " + process.exitValue() : said.lines().reduce((one, other) -> other).orElse(""));
            }
            return said.lines().reduce((one, other) -> other).orElse("");
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Opens the host's serial console in this terminal, until the user leaves it.
     *
     * @return ipmitool's exit status
     */
    int console() throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", TERMINAL, "sh"));
        argv.addAll(argv("ipmitool", "/dev/fd/3", List.of("sol", "activate")));
        Process process = start(new ProcessBuilder(argv).redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT));
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    private List<String> argv(String program, String passwordFrom, List<String> words) {
        List<String> argv = new ArrayList<>(List.of(program, "-I", protocol, "-H", address, "-p", port, "-U", user, "-N", "2", "-R", "3", "-f", passwordFrom));
        if (!cipher.isEmpty()) {
            argv.addAll(List.of("-C", cipher));
        }
        argv.addAll(words);
        return argv;
    }

    /** The password goes by a pipe: neither arguments nor the environment nor a file have it. */
    private Process start(ProcessBuilder builder) throws IOException {
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(ABSENT, e);
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write((password.text() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended without reading; it has said why
        }
        return process;
    }
}
