package io.berth.task

/** Whether a release is what it was when it was made is seen before a slot is changed, as far as that is asked. */
class RedeployVerifySpec extends SlotSpecification {

    LoopSlot slot
    String release
    File kept

    def setup() {
        slot = new LoopSlot(dir)
    }

    private File at(String path) {
        new File(slot.store, "golden/releases/$release/$path")
    }

    def "a tree of which #what is refused by #by, #verify, and the guest runs on as it did"() {
        given:
        release = slot.release('aaaaaaaaaaaa')
        LoopSlot.sh 'cd "$1"; ' + how, at('tree')

        when:
        def run = slot.run(by: by, release: release, verify: verify)

        then:
        run.status() == 70
        run.said('failed').contains(says)
        run.said('next').contains('berth image verify')
        slot.domain() == 'running'
        slot.pins() == ''
        slot.beside() == []
        slot.left() == []
        !new File(dir, 'state/slots/w01.json').exists()

        where:
        what                          | by       | verify   | how                                             | says
        'a file has changed'          | 'rsync'  | 'listed' | 'echo x >>usr/acl'                              | 'has changed since it was made'
        'the content alone has changed' | 'rsync' | 'full'   | 'touch -r usr/acl t; printf b | dd of=usr/acl conv=notrunc status=none; touch -r t usr/acl; rm t; touch -d "2020-02-02 02:02:02.123456789" .' | 'its content has another digest'
        'a link leads elsewhere'      | 'tar'    | 'listed' | 'ln -sfn /etc/passwd etc/link'                  | 'has changed since it was made'
        'an owner has changed'        | 'staged' | 'listed' | 'chown 7 usr/acl'                               | 'has changed since it was made'
    }

    def "a release #what is taken"() {
        given:
        release = slot.release('aaaaaaaaaaaa')
        LoopSlot.sh 'cd "$1"; ' + how, at('.')

        expect:
        slot.run(by: 'tar', release: release, verify: verify).status() == 0

        where:
        what                                       | verify   | how
        'of before its record told such a thing'   | 'listed' | "sed -i '/^listed/d' release; echo x >>tree/usr/acl"
        'that is read before, and is what it was'  | 'full'   | "need() { :; }; export LC_ALL=C; eval '${digest()}'; sed -i \"s/^digest .*/digest \$(sum_of_stream tree_stream tree)/\" release"
    }

    private static String digest() {
        ['/io/berth/task/sha256.sh', '/io/berth/image/sums.sh'].collect { VolumeSlot.getResourceAsStream(it).getText('UTF-8') }.join().replace("'", "'\\''")
    }

    def "an archive that #what is refused"() {
        given:
        release = slot.releaseArchive('aaaaaaaaaaaa')
        LoopSlot.sh 'cd "$1"; ' + how, at('.')

        when:
        def run = slot.run(by: 'tar', release: release)

        then:
        run.status() == 70
        run.said('failed').contains(says)
        slot.domain() == state
        slot.held() == ''
        slot.left() == []

        where:
        what                       | how                                                                              | says                            | state
        'is another one'           | 'echo >>archive.tar.zst'                                                         | 'has changed since it was made' | 'running'
        'unpacks to something else' | 'sed -i "/^listed/d" release; zstd -qdc archive.tar.zst | zstd -q -19 >a; mv a archive.tar.zst' | 'is not what was released: it has another digest' | 'shut off'
    }
}
