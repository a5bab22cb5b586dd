package io.berth.cluster

import spock.lang.Specification

class PlaceSpec extends Specification {

    private static final Map FILE = [path: '/a', kind: Place.Kind.FILE, boot: 'one', number: '100', inode: '7', born: 't', filesystem: 'f', uuid: 'u', type: 'ext4', within: '']

    private static Place place(Map how) {
        def all = FILE + how
        new Place(all.path, all.kind, all.boot, all.number, all.inode, all.born, all.filesystem, all.uuid, all.type, all.within)
    }

    private static final Place.Kind DEVICE = Place.Kind.DEVICE
    private static final Place.Kind NOTHING = Place.Kind.NOTHING

    def "on one host, or one kernel, device and inode decide: #one and #other"() {
        expect:
        place(one).is(place(other), here) == same
        place(other).is(place(one), here) == same

        where:
        one                                    | other                                            | here  || same
        [:]                                    | [path: '/link/a']                                | true  || true
        [:]                                    | [inode: '8']                                     | true  || false
        [:]                                    | [number: '101']                                  | true  || false
        [:]                                    | [path: '/srv/other']                             | false || true
        [:]                                    | [inode: '8']                                     | false || false
        [type: 'nfs4']                         | [type: 'nfs4', inode: '8']                       | false || false
        [kind: DEVICE, inode: '']              | [kind: DEVICE, inode: '', path: '/dev/vg/a']     | true  || true
        [kind: DEVICE, inode: '']              | [kind: DEVICE, inode: '', number: '8:1']         | true  || false
        [:]                                    | [kind: DEVICE]                                   | true  || false
        [kind: NOTHING]                        | [:]                                              | true  || true
        [kind: NOTHING]                        | [path: '/b']                                     | true  || false
    }

    def "what two hosts say of a path: #why"() {
        expect:
        place(one).is(place(other + [boot: 'two']), false) == same
        place(other + [boot: 'two']).is(place(one), false) == same

        where:
        why                                          | one                                   | other                                           || same
        'one path on local filesystems'              | [:]                                   | [uuid: 'v']                                     || false
        'one filesystem by a device of both'         | [:]                                   | [number: '9', path: '/mnt/a']                   || true
        'other files of it'                          | [:]                                   | [inode: '8']                                    || false
        'hosts copied from one another'              | [:]                                   | [born: 'later']                                 || false
        'and nobody knows when it was made'          | [:]                                   | [born: '']                                      || true
        'no UUID, but the kernel has one number'     | [uuid: '']                            | [:]                                             || true
        'and another number'                         | [uuid: '']                            | [filesystem: 'g']                               || false
        'nothing is known of either'                 | [uuid: '', filesystem: '']            | [uuid: '', filesystem: '']                      || false
        'one path on nfs'                            | [type: 'nfs4', inode: '1']            | [type: 'nfs', inode: '2']                       || true
        'nfs on the one, a local one on its server'  | [type: 'nfs4', uuid: '', filesystem: ''] | [type: 'xfs', inode: '9']                    || true
        'one export mounted elsewhere'               | [type: 'nfs4', within: 's:/x/a']      | [type: 'nfs4', path: '/b', within: 's:/x/a', inode: '9'] || true
        'one inode of an nfs mounted elsewhere'      | [type: 'nfs4', filesystem: '', within: 's:/x/a'] | [type: 'nfs4', path: '/b', within: 't:/a', filesystem: ''] || true
        'other files of nfs'                         | [type: 'nfs4']                        | [type: 'nfs4', path: '/b', inode: '8']          || false
        'one path by fuse'                           | [type: 'fuse.glusterfs']              | [type: 'fuse.glusterfs', inode: '8']            || true
        'one path on a cluster filesystem'           | [type: 'gfs2']                        | [type: 'gfs2', inode: '8']                      || true
        'not made yet, on nfs'                       | [kind: NOTHING, type: 'nfs']          | [kind: NOTHING, type: 'nfs']                    || true
        'not made yet, on local disks'               | [kind: NOTHING]                       | [kind: NOTHING]                                 || false
        'one disk by its name'                       | [kind: DEVICE, uuid: 'naa.1']         | [kind: DEVICE, uuid: 'naa.1', path: '/dev/sdz'] || true
        'other disks of one path'                    | [kind: DEVICE, uuid: 'naa.1']         | [kind: DEVICE, uuid: 'naa.2']                   || false
        'disks without names'                        | [kind: DEVICE, uuid: '']              | [kind: DEVICE, uuid: '']                        || false
        'drbd'                                       | [kind: DEVICE, uuid: '', path: '/dev/drbd0'] | [kind: DEVICE, uuid: '', path: '/dev/drbd0'] || true
    }

    def "a disk on no host is the same by its name"() {
        expect:
        Place.remote('rbd:p/i').is(Place.remote('rbd:p/i'), false)
        !Place.remote('rbd:p/i').is(Place.remote('rbd:p/j'), false)
        !Place.remote('/a').is(place([:]), true)
    }
}
