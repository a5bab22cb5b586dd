package io.berth.task

import io.berth.api.Script
import io.berth.model.Redeploy
import java.util.concurrent.TimeUnit

/** A slot of this machine: a real disk file, a small golden tree and a stand-in for virsh. The script is the real one. */
class LoopSlot {

    /** What a redeploy writes, as a comparison names it. */
    static final List<String> IDENTITY = ['etc/hostname', 'etc/hosts', 'etc/machine-id',
            'etc/ssh/ssh_host_ecdsa_key', 'etc/ssh/ssh_host_ecdsa_key.pub',
            'etc/ssh/ssh_host_ed25519_key', 'etc/ssh/ssh_host_ed25519_key.pub']

    /** Sets disk: the first argument, or where a qcow2 file is seen as a raw one for as long as the script lives. */
    static final Map<String, String> SERVED = [raw: 'disk=$1; ', qcow2: '''disk=$2.raw; : >"$disk"
        qemu-storage-daemon --blockdev "driver=qcow2,node-name=q,file.driver=file,file.filename=$(printf %s "$1" | sed s/,/,,/g)" --daemonize --pidfile "$2.pid" \\
            --export "type=fuse,id=e,node-name=q,mountpoint=$disk,writable=on"
        pid=$(cat "$2.pid")
        trap 'kill $pid; while [ -e /proc/$pid ]; do sleep 0.01; done' EXIT
        ''']

    final File dir
    final String name
    final File disk
    final File golden
    final File tools

    LoopSlot(File dir, String name = 'w01') {
        this(dir, name, new File(dir, name + '.raw'))
    }

    LoopSlot(File dir, String name, File disk) {
        assert 'root' == System.getProperty('user.name'): 'these specs mount filesystems: they need root'
        this.dir = dir
        this.name = name
        this.disk = disk
        golden = new File(dir, 'golden')
        tools = new File(dir, 'tools' + dir.list().count { it.startsWith('tools') })
        tools.mkdirs()
        tool('virsh', getClass().getResourceAsStream('virsh').text)
        new File(tools, 'name').text = name
        new File(tools, 'disk').text = disk
        domain 'running'
        if (!golden.exists()) {
            makeGolden()
        }
        makeDisk('64M')
    }

    /** A program that the script finds before the machine's own. */
    void tool(String program, String text) {
        File file = new File(tools, program)
        file.text = text
        file.setExecutable(true)
    }

    /** Its guest does not shut down until goesOff: so that what is seen until then was done while it ran. */
    void stays() {
        new File(tools, 'stubborn').text = ''
    }

    void goesOff() {
        new File(tools, 'stubborn').delete()
        domain 'shut off'
    }

    void domain(String state) {
        new File(tools, 'state').text = state + '\n'
    }

    String domain() {
        new File(tools, 'state').text.trim()
    }

    void makeDisk(String size) {
        sh 'rm -f -- "$1" && truncate -s "$2" -- "$1" && echo "start=2048, type=83, bootable" | sfdisk -q -- "$1"', disk, size
        if (kind == 'qcow2') {
            sh 'mv -- "$1" "$1.raw"; qemu-img convert -f raw -O qcow2 -- "$1.raw" "$1"; rm -- "$1.raw"', disk
        }
    }

    String getKind() {
        disk.name.endsWith('.qcow2') ? 'qcow2' : 'raw'
    }

    private void makeGolden() {
        sh '''mkdir -p "$1/etc/ssh" "$1/usr/bin" "$1/var/lib" "$1/dev"
            cd "$1"
            echo golden >etc/hostname; : >etc/machine-id; echo PermitRootLogin no >etc/ssh/sshd_config
            printf '127.0.0.1 localhost\\n127.0.1.1 golden old\\n192.0.2.1 other # kept\\n' >etc/hosts
            cp /bin/true usr/bin/one; ln usr/bin/one usr/bin/two; setcap cap_net_raw+ep usr/bin/one
            cp /bin/true usr/bin/suid; chmod 4755 usr/bin/suid; chown 12345:54321 usr/bin/suid
            echo a >usr/acl; setfacl -m u:1234:r usr/acl; setfattr -n user.note -v golden usr/acl
            mknod dev/null c 1 3; mkfifo usr/fifo; ln -s ../usr/acl etc/link; truncate -s 8M usr/sparse
            printf end >>usr/sparse; touch -d '2020-02-02 02:02:02.123456789' usr/acl usr''', golden
    }

    /** The command, with what is given of it; the defaults do a whole redeploy by rsync and do not start the guest. */
    List<String> command(Map given = [:]) {
        List<String> arguments = [new File(dir, 'run'), new File(dir, 'state'), given.holder ?: 'ada@desk pid 7 run r1', given.lockWait ?: 1, 'r1',
                name, given.kind ?: kind, disk, given.partition ?: 1, given.filesystem ?: 'ext4', given.method ?: 'auto', given.swap ?: '',
                given.by ?: 'rsync', given.image ?: 'golden', given.release == null ? given.getOrDefault('tree', golden) : '', 'here', given.address ?: '', '', '', '',
                given.release == null ? '' : store, given.release ?: '', "here.$name", ImageSource.OPEN.text(), text('settle'),
                given.agent ?: 0, given.port ?: 0, given.portWithin ?: 1, given.command ?: '', given.commandWithin ?: 1, given.onFailure ?: 'leave', given.verify ?: 'listed',
                given.hostname ?: 'w01.example.org', given.shutdown ?: 5, given.onTimeout ?: 'destroy',
                given.start ?: 'no', given.ssh ?: 0, 'lan', '52:54:00:00:00:01', '']*.toString()
        Script script = Strategies.script(Redeploy.Strategy.valueOf((given.by ?: 'rsync').toString().toUpperCase()), Storage.Kind.valueOf((given.kind ?: kind).toString().toUpperCase()),
                given.getOrDefault('room', true))
        List<String> argv = RedeployRun.OWN_MOUNTS + script.with(arguments).argv()
        if (given.fault) {
            File text = new File(dir, 'with-fault.sh')
            text.text = script.text().replace(SAYS_PHASE, SAYS_PHASE + FAULT)
            argv[argv.indexOf('-euc') + 1] = ". '$text'".toString()
        }
        argv
    }

    /** Where the script says its phase; and there, synchronously, what goes wrong in the n-th of that name. */
    private static final String SAYS_PHASE = 'printf \'phase %s\\n\' "$1" >&3\n'
    private static final String FAULT = '''    [ "$1" != "${FAULT_PHASE% *}" ] || {
            fault_times=$((${fault_times:-0} + 1))
            [ "$fault_times" -ne "${FAULT_PHASE#* }" ] || eval "$FAULT"
        }
'''

    /** To be told of the guest as it is just before it is shut down: {@link #asItRan}. */
    static final Map BEFORE_SHUTDOWN = [phase: 'shutdown 1', fault: 'cp "$TOOLS/state" "$TOOLS/ran"']

    /** The guest's state then. */
    String asItRan() {
        new File(tools, 'ran').text.trim()
    }

    /** Another filesystem for the slot's disk, which has blocks to share or none: a mount of this process's. */
    static File pool(File dir, String filesystem, String size = '400M') {
        File pool = new File(dir, 'pool')
        pool.mkdirs()
        File image = new File(dir, 'pool.img')
        sh '''truncate -s "$3" "$1"
            case $2 in ext4) mkfs.ext4 -q -F "$1" ;; xfs) mkfs.xfs -q -m reflink=1 "$1" ;; btrfs) mkfs.btrfs -q "$1" ;; esac''', image, filesystem, size
        sh 'nsenter --target $PPID --mount mount -o loop "$1" "$2"', image, pool
        pool
    }

    static void gone(File pool) {
        sh 'nsenter --target $PPID --mount umount "$1"', pool
    }

    private static String text(String script) {
        ["/io/berth/task/sha256.sh", "/io/berth/image/${script}.sh"].collect { LoopSlot.getResourceAsStream(it).getText('UTF-8') }.join()
    }

    File getStore() {
        new File(dir, 'store')
    }

    /** Puts the golden tree, as it is now, into the store as a release that has the alias stable. */
    String release(String digits, String image = 'golden') {
        String release = "2026-11-21-$digits"
        sh '''at=$1/$2/releases/$3; mkdir -p "$at" "$1/$2/aliases"; cp -a "$4" "$at/tree"; ln -sfn "../releases/$3" "$1/$2/aliases/stable"
            need() { :; }; export LC_ALL=C; eval "$6"
            printf 'image %s\\nname %s\\nform tree\\nfile tree\\ndigest %s\\nlisted %s\\n' "$2" "$3" "$5" "$(listed_of "$at/tree")" >"$at/release"''', store, image, release, golden, digits * 5, text('sums')
        release
    }

    /** The same packed. */
    String releaseArchive(String digits) {
        String release = release(digits)
        sh '''cd "$1/golden/releases/$2"; tar --create --file=- --directory=tree --format=posix --numeric-owner --sparse --xattrs --xattrs-include='*' . | zstd -q >archive.tar.zst
            need() { :; }; export LC_ALL=C; eval "$3"
            rm -rf tree; sed -i 's/^form .*/form archive/; s/^file .*/file archive.tar.zst/; /^listed /d' release
            printf 'listed %s\\npacked %s\\n' "$(listed_of "$PWD/archive.tar.zst")" "$(sum_of archive.tar.zst)" >>release''', store, release, text('sums')
        release
    }

    /** Puts a disk into the store as a release that has the alias stable. */
    String releaseDisk(String digits, File disk, String format) {
        String release = "2026-11-21-$digits"
        sh '''at=$1/golden/releases/$2; mkdir -p "$at" "$1/golden/aliases"; qemu-img convert -O "$4" "$3" "$at/disk.$4"; ln -sfn "../releases/$2" "$1/golden/aliases/stable"
            printf 'image golden\\nname %s\\nform disk\\nfile disk.%s\\ndigest %s\\n' "$2" "$4" "$(sha256sum <"$3" | cut -d " " -f 1)" >"$at/release"''', store, release, disk, format
        release
    }

    /** What the store keeps for the slot. */
    String pins(String image = 'golden') {
        File pins = new File(store, "$image/used/here.$name")
        pins.file ? pins.text : ''
    }

    List<Map> history() {
        new File(dir, "state/slots/${name}.history").readLines().collect { new com.fasterxml.jackson.databind.ObjectMapper().readValue(it, Map) }
    }

    /** Starts it as the leader of a process group. */
    Running start(Map given = [:]) {
        ProcessBuilder builder = new ProcessBuilder(['setsid'] + command(given))
        if (given.fault) {
            builder.environment().putAll([FAULT: given.fault.toString(), FAULT_PHASE: given.phase.toString(), TOOLS: tools.path, STORE: store.path])
        }
        builder.environment().PATH = (given.path ?: "$tools:${System.getenv('PATH')}").toString()
        builder.redirectError(new File(dir, 'errors'))
        Process process = builder.start()
        try {
            process.outputStream.withCloseable { it << (given.identity ?: 'end\n') }
        } catch (IOException ignored) {
            // it has ended before it was told who the system is: how, its status says
        }
        new Running(process, [new File(dir, 'errors'), new File(dir, "run/log/$name")])
    }

    /** Runs it to its end. */
    Running run(Map given = [:]) {
        start(given).end()
    }

    /** Names of what differs from the golden tree, or another one, as the strictest comparison tells. */
    List<String> differences(File tree = golden) {
        inside('rsync -naHAXS --checksum --delete -i --modify-window=-1 --exclude=/lost+found --filter="-x system.*" --filter="-x trusted.SGI_ACL_*" "$2/" "$1/"', tree)
                .readLines().collect { it.split(' +', 2)[1] }.sort()
    }

    /** What a script prints that gets the mounted slot as its first argument. */
    String inside(String script, Object... arguments) {
        File at = new File(dir, 'look')
        at.mkdirs()
        String served = SERVED[kind] ?: SERVED.raw
        sh served + 'at=$2 script=$3; shift 3; mount -o loop,offset=1048576 -- "$disk" "$at"; status=0; sh -euc "$script" sh "$at" "$@" || status=$?; umount "$at"; exit $status',
                [disk, at, script, *arguments] as Object[]
    }

    /** Gives back what of the machine is its own. */
    void close() {
    }

    /** Removes the bases of its pool. */
    void dropBases() {
        sh 'rm -f "$1"/.berth-bases/*.raw', disk.parentFile
    }

    /** What is still attached, mounted or locked of it, at the latest a moment from now: the kernel tidies up by itself. */
    String held() {
        settled {
            sh('losetup -n -O NAME -j "$1"; grep -F "$2" /proc/self/mounts || true; [ ! -e "$3" ] || flock -n "$3" true || echo locked; grep -lsF "$1" /proc/[0-9]*/cmdline | while read -r at; do ! grep -qs "^qemu-" "$at" || echo "$at"; done',
                    disk, new File(dir, 'run'), new File(dir, "run/locks/slot-$name"))
        }
    }

    /** What is left of it after a run that could undo everything: files below the run and state directories. What is cut off undoes that beside us. */
    List<String> left() {
        settled {
            sh('cd "$1"; for d in run/work run/mnt state/maps; do [ ! -d $d ] || find $d -mindepth 1; done; for d in state run/locks; do [ ! -d $d ] || find $d -name "*.new" -o -path "run/locks/*" -size +0; done', dir)
        }.readLines()
    }

    private static String settled(Closure<String> seen) {
        String still = ''
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10)
        while (System.nanoTime() < end && (still = seen())) {
        }
        still
    }

    /** What there is beside the slot's disk. */
    List<String> beside() {
        disk.parentFile.list().findAll { it.startsWith(disk.name) && it != disk.name }.sort()
    }

    Map record() {
        new com.fasterxml.jackson.databind.ObjectMapper().readValue(new File(dir, "state/slots/${name}.json"), Map)
    }

    String errors() {
        new File(dir, 'errors').text
    }

    /** What a shell script of this machine prints, in a mount namespace of its own; it must end well. */
    static String sh(String script, Object... arguments) {
        Process process = new ProcessBuilder(['unshare', '--mount', '--propagation', 'private', '--', 'sh', '-euc', script, 'sh', *arguments*.toString()])
                .redirectError(ProcessBuilder.Redirect.INHERIT).start()
        process.outputStream.close()
        String out = process.inputStream.text
        assert process.waitFor() == 0: "$script\n$out"
        out
    }

    /** A redeploy under way. */
    static class Running {
        final Process process
        final List<String> lines = []
        private final List<File> beside
        private final BufferedReader reader

        /** @param beside what else it writes of itself, for who reads that it went wrong */
        Running(Process process, List<File> beside = []) {
            this.process = process
            this.beside = beside
            reader = process.inputStream.newReader('UTF-8')
        }

        /** Reads until a line begins so; false if there was none. */
        boolean reaches(String start) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines << line
                if (line.startsWith(start)) {
                    return true
                }
            }
            false
        }

        Running signalGroup(String signal) {
            LoopSlot.sh('kill -s "$1" -- "-$2"', signal, process.pid())
            this
        }

        Running signal(String signal) {
            LoopSlot.sh('kill -s "$1" "$2"', signal, process.pid())
            this
        }

        Running end() {
            reaches('\0')
            process.waitFor()
            this
        }

        int status() {
            process.exitValue()
        }

        String said(String kind) {
            lines.findAll { it.startsWith(kind + ' ') }.collect { it.substring(kind.length() + 1) }.join('\n')
        }

        @Override
        String toString() {
            (lines + beside.findAll { it.file }.collect { "$it:\n$it.text" }).join('\n')
        }
    }
}
