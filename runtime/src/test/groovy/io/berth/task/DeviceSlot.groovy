package io.berth.task

/** A slot whose disk is a block device: a loop device stands for it. The disk is made as the disk task makes it. */
class DeviceSlot extends LoopSlot {

    final int partition
    final String filesystem
    final String swap

    /** @param given table, partition, filesystem, swap (MiB of it beside the system, or a device) and size */
    static DeviceSlot of(File dir, Map given = [:]) {
        new DeviceSlot(dir, device(dir, 'disk', given.size ?: '64M'), given)
    }

    static File device(File dir, String name, String size) {
        File file = new File(dir, "${name}.backing")
        new File(sh('truncate -s "$2" "$1"; losetup -f --show "$1"', file, size).trim())
    }

    private DeviceSlot(File dir, File device, Map given) {
        super(dir, 'w01', device)
        partition = given.partition == null ? 1 : given.partition
        filesystem = given.filesystem ?: 'ext4'
        swap = given.swap instanceof Integer ? 'beside' : given.swap ? given.swap.toString() : ''
        if (swap.startsWith('/')) {
            new File(tools, 'disk').text = "$device\n file   disk     vdb      $swap"
        }
        Process made = create('disk', given.table ?: 'auto', given.swap instanceof Integer ? given.swap : 0)
        String said = made.inputStream.text
        assert made.waitFor() == 0: said
    }

    /** It is made once all is known of it. */
    @Override
    void makeDisk(String size) {
    }

    /** The disk task's script. */
    Process create(String what, String table, int swapMib) {
        List<String> arguments = [new File(dir, 'run'), new File(dir, 'state'), 'ada@desk', 1, what, name, '', 0, table, swapMib << 20,
                                  'device', disk, partition, filesystem, 'auto', swap]*.toString()
        ProcessBuilder builder = new ProcessBuilder(DiskTask.CREATE.with(arguments).argv())
        builder.environment().PATH = "$tools:${System.getenv('PATH')}".toString()
        builder.redirectErrorStream(true).start()
    }

    @Override
    List<String> command(Map given) {
        super.command([kind: 'device', partition: partition.toString(), filesystem: filesystem, swap: swap] + given)
    }

    @Override
    String inside(String script, Object... arguments) {
        File at = new File(dir, 'look')
        at.mkdirs()
        sh 'disk=$1 at=$2 script=$3 offset=$4; shift 4; mount -o "loop,offset=$offset" -- "$disk" "$at"; sh -euc "$script" sh "$at" "$@"',
                [disk, at, script, partition << 20, *arguments] as Object[]
    }

    @Override
    List<String> beside() {
        []
    }

    /** Partitions of the device that the kernel has been told of. */
    List<String> known() {
        new File("/sys/class/block/${disk.name}").list().findAll { it.startsWith(disk.name) } as List<String>
    }

    /** A partition that a mount of another process's copy of the mounts still holds is asked for again: a stale one would be the next user's. */
    @Override
    void close() {
        sh '''for d; do
                for i in $(seq 100); do
                    partx --delete "$d" 2>/dev/null || true
                    [ -n "$(find "/sys/class/block/${d##*/}/" -maxdepth 1 -name "${d##*/}p*")" ] || break
                    sleep 0.1
                done
                losetup -d "$d"
            done''', *([disk] + (swap.startsWith('/') ? [swap] : []))
    }
}
