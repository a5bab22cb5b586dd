package io.berth.cli;

import io.berth.diag.PlaybookException;
import io.berth.event.Redaction;
import io.berth.journal.NoSuchRun;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program. */
@Command(name = "berth", versionProvider = Version.class, scope = ScopeType.INHERIT,
        description = "Agentless task runner for libvirt/KVM hosts.",
        exitCodeListHeading = "%nExit statuses:%n",
        exitCodeList = {
            "0:all is as the playbook says",
            "1:a task failed",
            "2:usage or playbook error; nothing was touched",
            "3:a host could not be reached, and all else is well",
            "4:refused: a safety rule, a held lock, or a missing confirmation",
            "5:plan --detailed-exitcode: there are changes",
            "130:interrupted"})
public final class Main {

    /** Each is called by its class's name, without Command. */
    static final List<Class<? extends Action>> COMMANDS = List.of(
            RunCommand.class, PlanCommand.class, ExecCommand.class, GraphCommand.class, CheckCommand.class, ResumeCommand.class,
            ReportCommand.class, RunsCommand.class, HostCommand.class, GuestCommand.class, ImageCommand.class, SlotCommand.class, ScheduleCommand.class, DocCommand.class,
            PoolCommand.class, VolumeCommand.class, NetworkCommand.class, ImportCommand.class,
            VirshCommand.class, VaultCommand.class, CompletionCommand.class, CompleteCommand.class, LabCommand.class);

    private static final Set<String> ASKING_HOSTS = Set.of("run", "plan", "exec", "resume", "guest", "virsh", "slot", "image", "pool", "volume", "network");

    static {
        // picocli looks for Groovy closures, which nobody gives it, and brings up half of Groovy for that.
        System.setProperty("picocli.disable.closures", "true");
        // What libraries log is not for users: what matters to them reaches them as an error of a task.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    // picocli's own two would be read from its annotations at each start
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help message and exit.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, scope = ScopeType.INHERIT, description = "Print version information and exit.")
    boolean version;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "for an error that berth did not foresee, where in berth it came from")
    boolean stacktrace;

    private final Redaction redaction = new Redaction();

    Main() {
    }

    /** @param args the command line */
    public static void main(String[] args) {
        // Before version 18 Java writes in the locale's encoding; names and texts of hosts are UTF-8 whatever it is.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Quit.watch();
        System.exit(run(args));
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(true, List.of());
    }

    /**
     * With the command alone that the words mean, and its verb: each of the others would cost some milliseconds for nothing. Where
     * they mean none, with all there are in its place, and no verbs of those: there will be a list of them, or a complaint.
     */
    private static CommandLine commandLine(boolean all, List<String> words) {
        CommandSpec spec = Model.of(Main.class).spec();
        Main main = (Main) spec.userObject();
        CommandLine line = new CommandLine(spec);
        add(main, line, "", COMMANDS, all, words);
        return line
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // -e @file and --limit @failed are ours
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((error, command, parsed) -> main.told(error));
    }

    private static void add(Main main, CommandLine line, String parent, List<Class<? extends Action>> commands, boolean all, List<String> words) {
        // options of what stands before a command take no values
        List<String> left = words.stream().dropWhile(word -> word.startsWith("-")).toList();
        List<Class<? extends Action>> meant = commands.stream()
                .filter(command -> !left.isEmpty() && command.getSimpleName().equalsIgnoreCase(parent + left.get(0).replace("-", "") + "Command")).toList();
        for (Class<? extends Action> command : meant.isEmpty() ? commands : meant) {
            Model model = Model.of(command);
            CommandSpec spec = model.spec();
            ((Action) spec.userObject()).under(main);
            CommandLine one = new CommandLine(spec);
            line.addSubcommand(one);
            if (all || !meant.isEmpty()) {
                String name = command.getSimpleName();
                add(main, one, name.substring(0, name.length() - "Command".length()), model.verbs(), all, left.stream().skip(1).toList());
            }
        }
    }

    static int run(String... args) {
        if (args.length > 0 && ASKING_HOSTS.contains(args[0])) {
            Warmup.begin(args);
        }
        CommandLine line = commandLine(false, List.of(args));
        if (args.length == 0) {
            line.usage(System.err);
            return Exit.USAGE;
        }
        try {
            return line.execute(args);
        } finally {
            Connections.closeLeft();
        }
    }

    /** What no command may tell, whatever it prints. */
    Redaction redaction() {
        return redaction;
    }

    /** Says what went wrong. @return the exit status */
    int told(Exception error) {
        if (error instanceof PlaybookException wrong) {
            System.err.print(redaction.of(wrong.getMessage()));
            long errors = wrong.diagnostics().size();
            System.err.println(errors == 1 ? "1 error; nothing was touched" : errors + " errors; nothing was touched");
            return Exit.USAGE;
        }
        if (error instanceof Usage || error instanceof NoSuchRun) {
            System.err.println("berth: " + redaction.of(error.getMessage()));
            return Exit.USAGE;
        }
        if (error instanceof InterruptedException) {
            return Exit.INTERRUPTED;
        }
        System.err.println("berth: " + redaction.of(error.getMessage() == null ? error.toString() : error.getMessage()));
        if (stacktrace) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            System.err.print(redaction.of(trace.toString()));
        } else {
            System.err.println("       (--stacktrace shows where this came from)");
        }
        return Exit.FAILED;
    }
}
