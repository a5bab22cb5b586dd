package io.berth.task

/** A slot whose disk is a volume: what stands in for LVM makes it a loop device. Its group is a directory of /dev. */
class VolumeSlot extends LoopSlot {

    private static final List<String> TOOLS = ['lvs', 'vgs', 'lvcreate', 'lvremove', 'lvrename', 'lvchange']

    static VolumeSlot of(File dir, boolean thin) {
        new VolumeSlot(dir, new File("/dev/berth-spec-${thin ? 'thin' : 'thick'}-${Long.toString(System.nanoTime(), 36)}/w01"))
    }

    private VolumeSlot(File dir, File disk) {
        super(dir, 'w01', disk)
    }

    @Override
    String getKind() {
        'volume'
    }

    String getGroup() {
        disk.parentFile.name
    }

    @Override
    void makeDisk(String size) {
        TOOLS.each { tool it, VolumeSlot.getResourceAsStream('lvm').text }
        if (group.startsWith('berth-spec-thin')) {
            new File(tools, 'thin').text = ''
        }
        sh '[ ! -e "$3" ] || "$1/lvremove" "$2/w01"; "$1/lvcreate" --name w01 --size "$(numfmt --from=iec "$4")b" "$2"; echo "start=2048, type=83, bootable" | sfdisk -q --no-reread --no-tell-kernel --wipe always -- "$3"',
                tools, group, disk, size
    }

    /** The disk task's script; what it says. */
    String create() {
        ProcessBuilder builder = new ProcessBuilder(DiskTask.CREATE.with([new File(dir, 'run'), new File(dir, 'state'), 'ada@desk', 1, 'disk', name, group, 64 << 20, 'auto', 0,
                                                                          'volume', disk, 1, 'ext4', 'auto', '']*.toString()).argv())
        builder.environment().PATH = "$tools:${System.getenv('PATH')}".toString()
        Process process = builder.redirectErrorStream(true).start()
        String said = process.inputStream.text
        assert process.waitFor() == 0: said
        said
    }

    /** Its volumes, those too that are not active. */
    List<String> volumes() {
        new File(tools, 'volumes').list().findAll { !it.endsWith('.tag') }.sort()
    }

    @Override
    List<String> beside() {
        volumes() - 'w01' - volumes().findAll { it.startsWith('berth.base-') }
    }

    @Override
    void dropBases() {
        sh 'for at in "$1"/volumes/*.tag; do [ ! -e "$at" ] || { at=${at##*/}; "$1/lvremove" "$2/${at%.tag}"; }; done', tools, group
    }

    @Override
    void close() {
        sh 'for at in "$1"/volumes/*; do case $at in *.tag) ;; *) [ ! -e "$at" ] || "$1/lvremove" "$2/${at##*/}" ;; esac; done; rmdir "/dev/$2"', tools, group
    }
}
