package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** An account of the host's own. Only what the playbook says of it is changed, and no other account ever. */
final class UserTask implements TaskType<UserTask.User> {

    private static final Script LOOK = Script.of(UserTask.class, "user/look.sh");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{0,10}");
    private static final Pattern DAY = Pattern.compile("|never|[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern HASH = Pattern.compile("[^:\\s\\p{Cntrl}]*");

    enum State { PRESENT, ABSENT }

    enum Lock { ANY, TRUE, FALSE }

    public record User(
            @Param(doc = "its name", required = true, positional = true) String name,
            @Param(doc = "there or not", fallback = "present") State state,
            @Param(doc = "its number; not said: the next free one, or as it is") String uid,
            @Param(doc = "name of its primary group, which is there already") String group,
            @Param(doc = "names of further groups, which are there already") List<String> groups,
            @Param(doc = "whether it stays in groups that are not named", fallback = "true") boolean append,
            @Param(doc = "absolute path of its home") String home,
            @Param(doc = "absolute path of its shell") String shell,
            @Param(doc = "its full name or purpose") String comment,
            @Param(doc = "a system account: a low number, no ageing; only when it is made") boolean system,
            @Param(doc = "make its home; only when it is made", fallback = "true") boolean createHome,
            @Param(doc = "hash of its password, as mkpasswd or openssl passwd makes it", secret = true) String password,
            @Param(doc = "whether logging in by password is locked; not said: as it is", fallback = "any") Lock locked,
            @Param(doc = "the first day on which it can no longer be used, as 2027-01-31, or never; not said: as it is") String expires,
            @Param(doc = "where absent: its home and mail go, too") boolean removeHome) {
        public User {
            groups = List.copyOf(groups);
        }
    }

    @Override
    public String word() {
        return "user";
    }

    @Override
    public String doc() {
        return "Makes, changes or removes an account of the host.";
    }

    @Override
    public Class<User> parameters() {
        return User.class;
    }

    @Override
    public String name(User user) {
        return Program.name(user.name());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(User user, Scope scope) {
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        user.groups().forEach(group -> reads.add(new Key("userGroup", group, host)));
        if (!user.group().isEmpty()) {
            reads.add(new Key("userGroup", user.group(), host));
        }
        return new Footprint(reads, Set.of(new Key("user", user.name(), host)));
    }

    private static Wrong wrong(User user) {
        Wrong wrong = new Wrong().unlessFits("name", user.name(), Wrong.ACCOUNT, "an account's name")
                .unlessFits("uid", user.uid(), NUMBER, "a number")
                .unlessFits("expires", user.expires(), DAY, "a day as 2027-01-31, or never")
                .unlessLine("comment", user.comment()).when(user.comment().contains(":"), "'comment' must be without ':'")
                .when(!HASH.matcher(user.password()).matches(), "'password' wants the hash of a password: one word without ':'");
        for (String path : List.of(user.home(), user.shell())) {
            wrong.when(!path.isEmpty() && !path.startsWith("/") || path.contains(":"), "'home' and 'shell' want absolute paths without ':'");
            wrong.unlessLine("home and shell", path);
        }
        for (String group : user.groups()) {
            wrong.unlessFits("groups", group, Wrong.ACCOUNT, "a group's name");
        }
        if (!user.group().isEmpty()) {
            wrong.unlessFits("group", user.group(), Wrong.ACCOUNT, "a group's name");
        }
        if (user.expires().length() == 10) {
            try {
                LocalDate.parse(user.expires());
            } catch (DateTimeException e) {
                wrong.when(true, "'expires' wants a day of the calendar, not " + user.expires());
            }
        }
        return wrong;
    }

    @Override
    public void check(User user, Scope scope, SourceRange at, Diagnostics into) {
        wrong(user).tell(at, into);
    }

    @Override
    public List<Command> observe(User user, Scope scope) {
        return List.of(LOOK.with(user.name()).reading(user.password()));
    }

    @Override
    public Change change(User user, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(user).fail();
        if (!seen.get(0).ok()) {
            throw new CommandFailure("user " + user.name() + " cannot be looked at", LOOK.with(user.name()), seen.get(0), "");
        }
        Optional<Account> found = Account.parse(seen.get(0).out());
        if (user.state() == State.ABSENT) {
            return found.isEmpty() ? Change.none("not there") : Change.running(Change.Kind.DELETE, "remove", remove(user));
        }
        if (found.isPresent() && !found.get().shadow() && wantsShadow(user)) {
            throw new TaskFailure("password, lock and expiry of an account are root's to see", "let the task become root");
        }
        List<String> options = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        options(user, found, options, steps);
        List<Command> commands = new ArrayList<>();
        if (found.isEmpty()) {
            if (user.system()) {
                options.add("-r");
            }
            options.add(user.createHome() ? "-m" : "-M");
            commands.add(command("useradd", options, user));
        } else if (!options.isEmpty()) {
            commands.add(command("usermod", options, user));
        }
        password(user, found, commands, steps);
        if (commands.isEmpty()) {
            return Change.none("uid " + found.orElseThrow().uid());
        }
        String summary = found.isEmpty() ? "make it" : String.join(", ", steps);
        return Change.running(found.isEmpty() ? Change.Kind.CREATE : Change.Kind.UPDATE, summary, List.of(), commands);
    }

    private static boolean wantsShadow(User user) {
        return !user.password().isEmpty() || user.locked() != Lock.ANY || !user.expires().isEmpty();
    }

    private static Command remove(User user) {
        return command("userdel", user.removeHome() ? List.of("-r") : List.of(), user);
    }

    private static Command command(String program, List<String> options, User user) {
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(options);
        argv.addAll(List.of("--", user.name()));
        return Command.of(argv);
    }

    private static void options(User user, Optional<Account> found, List<String> options, List<String> steps) {
        option("-u", "uid", user.uid(), found.map(Account::uid), options, steps);
        option("-g", "group", user.group(), found.map(Account::group), options, steps);
        option("-d", "home", user.home(), found.map(Account::home), options, steps);
        option("-s", "shell", user.shell(), found.map(Account::shell), options, steps);
        option("-c", "comment", user.comment(), found.map(Account::comment), options, steps);
        if (!user.expires().isEmpty() && !found.map(Account::expires).equals(Optional.of(day(user.expires())))) {
            boolean never = user.expires().equals("never");
            if (!never || found.isPresent() && !found.get().expires().isEmpty()) {
                options.addAll(List.of("-e", never ? "" : user.expires()));
                steps.add("expires " + user.expires());
            }
        }
        groups(user, found, options, steps);
    }

    private static void option(String letter, String word, String wanted, Optional<String> found, List<String> options, List<String> steps) {
        if (!wanted.isEmpty() && !found.equals(Optional.of(wanted))) {
            options.addAll(List.of(letter, wanted));
            steps.add(word + found.map(old -> " " + old + " ->").orElse("") + " " + wanted);
        }
    }

    /** As /etc/shadow has it: days since 1970. */
    private static String day(String expires) {
        return expires.equals("never") ? "" : Long.toString(LocalDate.parse(expires).toEpochDay());
    }

    private static void groups(User user, Optional<Account> found, List<String> options, List<String> steps) {
        Set<String> now = new TreeSet<>(found.map(Account::groups).orElse(Set.of()));
        Set<String> wanted = new TreeSet<>(user.groups());
        if (user.append()) {
            wanted.addAll(now);
        }
        wanted.remove(user.group().isEmpty() ? found.map(Account::group).orElse("") : user.group());
        now.remove(found.map(Account::group).orElse(""));
        if (!wanted.equals(now)) {
            options.addAll(List.of("-G", String.join(",", wanted)));
            steps.add("groups " + String.join(",", wanted));
        }
    }

    /** Behind what else is done: an account that is made has no password. Unlocking one without a password would open it to all. */
    private static void password(User user, Optional<Account> found, List<Command> commands, List<String> steps) {
        boolean set = !user.password().isEmpty() && !found.map(Account::passwordIsWanted).orElse(false);
        Account.Lock lock = found.map(Account::lock).orElse(Account.Lock.NO_PASSWORD);
        if (set) {
            commands.add(Command.of("chpasswd", "-e").reading(user.name() + ":" + user.password() + "\n"));
            steps.add("password");
        }
        boolean open = set || lock == Account.Lock.OPEN;
        // a new password would unlock an account that is locked
        if (open && (user.locked() == Lock.TRUE || user.locked() == Lock.ANY && lock == Account.Lock.LOCKED)) {
            commands.add(command("usermod", List.of("-L"), user));
            steps.add("lock");
        } else if (!open && user.locked() == Lock.FALSE) {
            commands.add(command("usermod", List.of("-U"), user));
            steps.add("unlock");
        }
    }
}
