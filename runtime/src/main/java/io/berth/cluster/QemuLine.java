package io.berth.cluster;

import io.berth.libvirt.Claims;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command line of QEMU says of its guest, in every spelling that QEMU takes.
 *
 * @param words behind the program
 */
public record QemuLine(List<String> words) {

    /** Options that no value follows. */
    private static final Set<String> SWITCHES = Set.of("S", "alt-grab", "ctrl-grab", "curses", "daemonize", "enable-fips", "enable-kvm", "full-screen", "h", "help",
            "localtime", "mem-prealloc", "no-acpi", "no-fd-bootchk", "no-frame", "no-hpet", "no-kvm", "no-quit", "no-reboot", "no-shutdown", "no-user-config", "nodefaults",
            "nodefconfig", "nographic", "nouserconfig", "old-param", "only-migratable", "portrait", "preconfig", "s", "sdl", "semihosting", "show-cursor", "singlestep",
            "snapshot", "std-vga", "usb", "version", "win2k-hack", "xen-attach", "xen-domid-restrict");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([bBkKmMgGtT]?)");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{1,2}([:-][0-9a-f]{1,2}){5}");
    /** QEMU's own, where a line says nothing. */
    private static final Size MEMORY = Size.mib(128);

    public QemuLine {
        words = List.copyOf(words);
    }

    /**
     * One option as it is said.
     *
     * @param name without dashes; empty: the value stands alone, and is a disk
     * @param value empty: none follows
     */
    record Option(String name, String value) { }

    /** All of them, in their order. */
    List<Option> options() {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-") || word.equals("-")) {
                options.add(new Option("", word));
                continue;
            }
            String name = word.startsWith("--") ? word.substring(2) : word.substring(1);
            boolean alone = SWITCHES.contains(name) || i + 1 == words.size();
            options.add(new Option(name, alone ? "" : words.get(++i)));
        }
        return options;
    }

    boolean says(String name) {
        return options().stream().anyMatch(option -> option.name().equals(name));
    }

    /** What is said with an option, each time that it is. */
    List<String> said(String name) {
        return options().stream().filter(option -> option.name().equals(name)).map(Option::value).toList();
    }

    private List<OptionList> lists(String name, String implied) {
        return said(name).stream().map(value -> OptionList.of(value, implied)).toList();
    }

    /** What the last of an option says of a key, for those that are put together; empty: nothing. */
    private String last(String name, String implied, String key) {
        return lists(name, implied).stream().map(list -> list.get(key)).filter(value -> !value.isEmpty()).reduce((one, other) -> other).orElse("");
    }

    /** The guest's name; empty: it has none. */
    public String name() {
        return last("name", "guest", "guest");
    }

    /** In lower case; empty: it has none. */
    public String uuid() {
        return said("uuid").stream().reduce((one, other) -> other).orElse("").toLowerCase(Locale.ROOT);
    }

    public Size memory() {
        Matcher amount = AMOUNT.matcher(last("m", "size", "size"));
        if (!amount.matches()) {
            return MEMORY;
        }
        String unit = amount.group(2).isEmpty() ? "M" : amount.group(2).toUpperCase(Locale.ROOT);
        return new Size((long) (Double.parseDouble(amount.group(1)) * (1L << 10 * "BKMGT".indexOf(unit))));
    }

    /** At least 1. */
    public int vcpus() {
        String said = last("smp", "cpus", "cpus");
        if (!said.isEmpty()) {
            return number(said);
        }
        int all = 1;
        for (String level : List.of("sockets", "dies", "clusters", "cores", "threads")) {
            all *= number(last("smp", "cpus", level));
        }
        return all;
    }

    private static int number(String said) {
        return said.matches("[0-9]{1,6}") ? Math.max(1, Integer.parseInt(said)) : 1;
    }

    /** Where its human monitor listens: the path of a socket; empty: on none. */
    public String monitor() {
        return socket("monitor", "readline");
    }

    /** Where it takes QMP, likewise. */
    public String qmp() {
        String path = socket("qmp", "control");
        return path.isEmpty() ? socket("qmp-pretty", "control") : path;
    }

    private String socket(String option, String mode) {
        for (String value : said(option)) {
            String path = socket(value);
            if (!path.isEmpty()) {
                return path;
            }
        }
        for (OptionList monitor : lists("mon", "chardev")) {
            String said = monitor.get("mode").isEmpty() ? "readline" : monitor.get("mode");
            if (said.equals(mode)) {
                return socket("chardev:" + monitor.get("chardev"));
            }
        }
        return "";
    }

    private String socket(String device) {
        if (device.startsWith("unix:")) {
            return OptionList.of(device.substring("unix:".length()), "path").get("path");
        }
        String id = device.startsWith("chardev:") ? device.substring("chardev:".length()) : "";
        return id.isEmpty() ? "" : lists("chardev", "backend").stream().filter(one -> one.get("id").equals(id) && one.get("backend").equals("socket"))
                .map(one -> one.get("path")).findFirst().orElse("");
    }

    /** Where it waits for a guest that moves, as QEMU has it: {@code tcp::49152}; empty: it was started anew. */
    public String incoming() {
        return said("incoming").stream().reduce((one, other) -> other).orElse("");
    }

    /** The same guest as another host starts it to receive it: what it was once started with, halted or from elsewhere, is over. */
    public QemuLine arriving() {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-incoming", "--incoming", "-loadvm", "--loadvm" -> i++;
                case "-S", "--S" -> { }
                default -> rest.add(words.get(i));
            }
        }
        return new QemuLine(rest);
    }

    /** Where it shows its screen; empty: it says nothing of that. */
    public String vnc() {
        return said("vnc").stream().reduce((one, other) -> other).orElse("");
    }

    /** Its disks and the addresses of its interfaces. */
    public Claims claims() {
        QemuDisks disks = QemuDisks.of(this);
        return new Claims(disks.writes(), disks.shares(), disks.reads(), macs());
    }

    /** Those of its disks that may have backing files which the line does not name: of each its format; empty: QEMU finds out. */
    public java.util.Map<String, String> formats() {
        return QemuDisks.of(this).formats();
    }

    private Set<String> macs() {
        Set<String> macs = new LinkedHashSet<>();
        for (String option : List.of("net", "nic", "netdev", "device")) {
            for (OptionList list : lists(option, option.equals("device") ? "driver" : "type")) {
                for (String key : List.of("mac", "macaddr")) {
                    String mac = list.get(key).toLowerCase(Locale.ROOT);
                    if (MAC.matcher(mac).matches()) {
                        macs.add(canonical(mac));
                    }
                }
            }
        }
        return macs;
    }

    private static String canonical(String mac) {
        StringBuilder out = new StringBuilder();
        for (String part : mac.split("[:-]")) {
            out.append(out.length() == 0 ? "" : ":").append(part.length() == 1 ? "0" : "").append(part);
        }
        return out.toString();
    }
}
