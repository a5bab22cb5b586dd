package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Become;
import io.berth.model.Host;
import io.berth.model.Secret;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A host, made of what playbooks say of it and of its variables, Ansible's connection variables among them. How it is reached is
 * taken from the caller's variables, then from the words of the playbook, then from the merged variables.
 */
final class HostInMaking {

    private static final SourceRange CALLER = new SourceRange("command line", 0, 0, 0);
    private static final Set<String> PASSWORDS = Set.of("ansible_password", "ansible_ssh_pass", "ansible_ssh_password", "ansible_become_pass",
            "ansible_become_password", "ansible_sudo_pass", "ansible_su_pass");
    private static final List<String> SSH = List.of("ssh", "smart", "paramiko", "paramiko_ssh", "openssh");

    private final String name;
    private final List<Bound> said;
    private final Set<String> given;
    private final Map<String, HostVariable> variables = new LinkedHashMap<>();
    private final Diagnostics diagnostics;

    /**
     * @param said by playbooks, in their order
     * @param merged its variables and those of its groups
     * @param given by the caller
     */
    HostInMaking(String name, List<Bound> said, Map<String, HostVariable> merged, Map<String, Object> given, Diagnostics diagnostics) {
        this.name = name;
        this.said = said;
        this.given = given.keySet();
        this.diagnostics = diagnostics;
        Map<String, HostVariable> all = new LinkedHashMap<>(merged);
        given.forEach((variable, value) -> all.put(variable, new HostVariable(value, CALLER, false)));
        References references = new References(name, all, diagnostics);
        all.forEach((variable, is) -> {
            Object value = references.resolved(variable);
            boolean hidden = PASSWORDS.contains(variable) && value != null && !(value instanceof Secret);
            variables.put(variable, new HostVariable(hidden ? new Secret(variable, String.valueOf(value)) : value, is.at(), is.foreign()));
        });
    }

    Host host(SourceRange at) {
        Map<String, Object> vars = new LinkedHashMap<>();
        variables.forEach((variable, is) -> vars.put(variable, is.value()));
        return new Host(name, address(), port(), field("user", Said.OfHost::user, "ansible_user", "ansible_ssh_user"),
                identity(), beside("knownHosts", Said.OfHost::knownHosts), connection(), become(), jump(), vars, at);
    }

    private String address() {
        return field("address", Said.OfHost::address, "ansible_host", "ansible_ssh_host");
    }

    private String field(String word, Function<Said.OfHost, String> of, String... names) {
        Optional<HostVariable> variable = variable(names);
        Optional<Bound> declared = declared(word);
        if (declared.isPresent() && variable.filter(is -> is.at() == CALLER).isEmpty()) {
            return of.apply(declared.get().as(Said.OfHost.class));
        }
        return variable.map(is -> text(is, names[0])).orElse("");
    }

    private Optional<Bound> declared(String word) {
        return said.stream().filter(bound -> bound.says(word)).reduce((first, last) -> last);
    }

    /** The first of the names that there is; one from the caller before others. */
    private Optional<HostVariable> variable(String... names) {
        List<HostVariable> found = new ArrayList<>();
        for (String variable : names) {
            if (variables.containsKey(variable) && variables.get(variable).value() != null) {
                found.add(given.contains(variable) ? 0 : found.size(), variables.get(variable));
            }
        }
        return found.stream().findFirst();
    }

    private String text(HostVariable variable, String name) {
        if (variable.value() instanceof List<?> || variable.value() instanceof Map<?, ?>) {
            diagnostics.error(variable.at(), name + " is a text, not " + Values.describe(variable.value()));
            return "";
        }
        return variable.value() instanceof Secret secret ? secret.text() : String.valueOf(variable.value());
    }

    private int port() {
        Optional<HostVariable> variable = variable("ansible_port", "ansible_ssh_port");
        Optional<Bound> declared = declared("port");
        if (declared.isPresent() && variable.filter(is -> is.at() == CALLER).isEmpty()) {
            return declared.get().as(Said.OfHost.class).port();
        }
        if (variable.isEmpty()) {
            return 0;
        }
        String text = text(variable.get(), "ansible_port");
        try {
            int port = new BigDecimal(text).intValueExact();
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below
        }
        diagnostics.error(variable.get().at(), "ansible_port is between 1 and 65535, not '" + text + "'");
        return 0;
    }

    private String identity() {
        return declared("identityFile").isPresent() ? beside("identityFile", Said.OfHost::identityFile)
                : field("identityFile", Said.OfHost::identityFile, "ansible_ssh_private_key_file", "ansible_private_key_file");
    }

    /** A file of a playbook's; a relative path is from the file that says it. */
    private String beside(String word, Function<Said.OfHost, String> of) {
        return declared(word).map(bound -> {
            String file = of.apply(bound.as(Said.OfHost.class));
            return file.isEmpty() || file.startsWith("~") ? file : bound.call().source().path().resolveSibling(file).normalize().toString();
        }).orElse("");
    }

    private Host.Connection connection() {
        Optional<HostVariable> variable = variable("ansible_connection");
        Optional<Bound> declared = declared("connection");
        if (declared.isPresent() && variable.filter(is -> is.at() == CALLER).isEmpty()) {
            return declared.get().as(Said.OfHost.class).connection();
        }
        String kind = variable.map(is -> text(is, "ansible_connection")).orElse("ssh");
        String plain = kind.startsWith("ansible.builtin.") ? kind.substring("ansible.builtin.".length()) : kind;
        if (plain.equals("local")) {
            return Host.Connection.LOCAL;
        }
        if (!SSH.contains(plain)) {
            diagnostics.error(variable.orElseThrow().at(), "ansible_connection is ssh or local, not '" + kind + "'", DidYouMean.hint(kind, List.of("ssh", "local")));
        }
        return Host.Connection.SSH;
    }

    private Optional<Become> become() {
        if (variable("ansible_become").filter(is -> isTrue(is.value())).isEmpty()) {
            return Optional.empty();
        }
        String method = variable("ansible_become_method").map(is -> text(is, "ansible_become_method")).orElse("sudo");
        String plain = method.substring(method.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        List<String> known = List.of("SUDO", "SU", "DOAS");
        if (!known.contains(plain)) {
            diagnostics.error(variable("ansible_become_method").orElseThrow().at(), "ansible_become_method is sudo, su or doas, not '" + method + "'",
                    DidYouMean.hint(method, List.of("sudo", "su", "doas")));
            return Optional.empty();
        }
        String user = variable("ansible_become_user").map(is -> text(is, "ansible_become_user")).orElse("root");
        Secret password = variable("ansible_become_password", "ansible_become_pass").map(is -> (Secret) is.value()).orElse(Secret.NONE);
        return Optional.of(new Become(Become.Method.valueOf(plain), user, password));
    }

    private static boolean isTrue(Object value) {
        return value instanceof Boolean truth ? truth
                : Set.of("y", "yes", "on", "1", "true", "t").contains(String.valueOf(value).toLowerCase(Locale.ROOT));
    }

    /** The jump hosts of Ansible's arguments for ssh; whatever else stands there is told, since it is not done. */
    private String jump() {
        String jump = "";
        for (String option : List.of("ansible_ssh_common_args", "ansible_ssh_extra_args", "ansible_ssh_args")) {
            HostVariable variable = variables.get(option);
            if (variable == null || variable.value() == null) {
                continue;
            }
            SshWords words = SshWords.of(text(variable, option));
            jump = words.jump().isEmpty() ? jump : words.jump();
            if (!words.others().isEmpty()) {
                diagnostics.warning(variable.at(), option + ": berth takes ProxyJump from it and not '" + words.others() + "'",
                        "the ssh configuration, ~/.ssh/config, has a place for the rest");
            }
        }
        return jump;
    }
}
