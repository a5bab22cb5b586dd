package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.Image
import io.berth.model.ImageName
import io.berth.model.ImageRecipe
import io.berth.model.Playbook
import io.berth.model.Redeploy
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

class ImagesSpec extends Specification {

    @TempDir
    Path dir

    def "an image has releases in a store, or is a tree that is kept by hand"() {
        when:
        Map<String, Image> images = load("""
            image('debian12') { store 'kvm1'; keep 3 }
            image('old') { store 'kvm1'; tree '/srv/old' }
            image('far') { store 'kvm1'; dir '/srv/images' }""").images()

        then:
        with(images.debian12) { [dir(), tree(), keep(), released()] == ['/var/lib/berth/images', '', 3, true] }
        with(images.old) { [tree(), keep(), released()] == ['/srv/old', 0, false] }
        images.far.dir() == '/srv/images'
    }

    def "'#said' is told: #told"() {
        when:
        load("image('i') { store 'kvm1'; $said }")

        then:
        PlaybookException e = thrown()
        e.message.contains(told)

        where:
        said                   | told
        "dir 'srv'"            | "'dir' wants an absolute path, not 'srv'"
        'keep 0'               | 'at least 1 release is kept'
        "tree '/t'; keep 2"    | "'keep' is for an image that has releases, and a tree has none"
        "tree '/t'; dir '/d'"  | "'dir' is for an image that has releases, and a tree has none"
    }

    def "a slot and a redeploy name the image, with or without a release: #image"() {
        when:
        Playbook site = load("image('i') { store 'kvm1' }; ${slot('i')}; play('p') { redeploy('s'); redeploy('s', image: '$image') }")

        then:
        site.slots().s.image() == 'i'
        site.plays()[0].tasks()*.parameters()*.image() == ['i', image]
        site.image(image).name() == 'i'

        where:
        image << ['i', 'i@stable', 'i@2026-11-21-3f2a9c01d4b2']
    }

    def "a release that can be none is told: #image"() {
        when:
        load("image('i') { store 'kvm1' }; ${slot(image)}")

        then:
        PlaybookException e = thrown()
        e.message.contains(told)

        where:
        image   | told
        'i@'    | "'' cannot be a release of an image"
        'i@a/b' | "'a/b' cannot be a release of an image"
        'j@a'   | "there is no image 'j'"
    }

    def "how an image is built, and what is done in it, in the order in which it is said"() {
        when:
        Map<String, Image> images = load('''
            image('base') { store 'kvm1'; build debootstrap('bookworm', packages: ['a', 'b'], mirror: 'http://m', variant: 'minbase') }
            image('web') {
                store 'kvm1'
                from image: 'base@stable'
                form archive
                steps {
                    run 'touch', '/x'
                    copy 'motd', to: '/etc/motd', mode: '0600'
                    copy content: 'text', to: '/etc/issue'
                    ['one', 'two'].each { packages it }
                    template 't.ftl', to: '/etc/t', owner: 'root'
                    script 'setup', arguments: ['x']
                }
                check { run 'true' }
            }
            image('cloud') { store 'kvm1'; from 'https://example.org/x.qcow2', checksum: "sha256:${'0' * 64}"; form disk }
            image('host') { store 'kvm1'; from '/srv/x', onHost: true }''').images()

        then:
        images.base.recipe().get().origin() == new ImageRecipe.Bootstrap('bookworm', ['a', 'b'], 'http://m', 'minbase')
        with(images.web.recipe().get()) {
            origin() == new ImageRecipe.OtherImage(ImageName.of('base@stable'))
            form() == ImageRecipe.Form.ARCHIVE
            base() == dir.toString()
            steps() == [new ImageRecipe.Run(['touch', '/x']), new ImageRecipe.Copy('motd', '', '/etc/motd', '0600', '', ''),
                        new ImageRecipe.Copy('', 'text', '/etc/issue', '', '', ''), new ImageRecipe.Install(['one'], false), new ImageRecipe.Install(['two'], false),
                        new ImageRecipe.Render('t.ftl', '/etc/t', '', 'root', ''), new ImageRecipe.Program('setup', ['x'], '')]
            checks() == [new ImageRecipe.Run(['true'])]
        }
        images.cloud.recipe().get().origin() == new ImageRecipe.Packed('https://example.org/x.qcow2', 'sha256:' + '0' * 64, false)
        images.host.recipe().get().origin() == new ImageRecipe.Packed('/srv/x', '', true)
    }

    def "a new release may be booted on a slot: #said"() {
        when:
        def image = load("image('i') { store 'kvm1'; from 'x'; check { run 'true'; $said } }; ${slot('i')}").images().i.recipe().get()

        then:
        image.checks().size() == 1
        image.boot().get() == new ImageRecipe.Boot('s', by, Duration.ofSeconds(ssh), checks)

        where:
        said                                                                | by                      | ssh | checks
        "boot 's'"                                                          | Redeploy.Strategy.AUTO  | 120 | Redeploy.Checks.NONE
        "boot 's', within: 1.minute"                                        | Redeploy.Strategy.AUTO  | 60  | Redeploy.Checks.NONE
        "boot('s') { by rsync; within 0.seconds; port 80, within: 1.minute }" | Redeploy.Strategy.RSYNC | 0   | new Redeploy.Checks(Duration.ZERO, 80, Duration.ofMinutes(1), '', Duration.ofMinutes(2))
    }

    def "what makes no sense of how it is built is told: #said"() {
        when:
        load("image('i') { store 'kvm1'; $said }")

        then:
        PlaybookException e = thrown()
        e.message.contains(told)

        where:
        said                                            | told
        "build debootstrap('a'); from 'x'"              | 'an image is made of one thing'
        "build 'bookworm'"                              | "'build' says by what"
        'build debootstrap()'                           | "'debootstrap' says no 'suite'"
        "from 'https://x/y'"                            | "needs a 'checksum'"
        "from 'x', image: 'y'"                          | "or else another image"
        "from image: 'y'"                               | "there is no image 'y'"
        "steps { run 'true' }"                          | 'says what it is made of'
        'form disk'                                     | 'says what it is made of'
        "from 'x'; tree '/t'"                           | 'a tree that is kept by hand is not built'
        "from 'x'; steps { copy to: '/x' }"             | "'copy' takes a file of the controller or 'content'"
        "from 'x'; steps { copy 'a', to: 'b' }"         | "'to' is a file's path in the image"
        "from 'x'; steps { copy 'a', to: '/b', mode: 'u=r' }" | "'mode' is octal digits"
        "from 'x'; steps { service 'ssh' }"             | "'service'"
        "from 'x'; check { boot 'gone' }"               | "there is no slot 'gone'"
        "from 'x'; check { boot 'a'; boot 'b' }"        | 'a release is booted on one slot'
        "from 'x'; check { boot 'a', within: 0.seconds }" | 'nothing tells that it has booted'
        "from 'x'; steps { boot 'a' }"                  | "'boot'"
        "check { boot 'a' }"                            | 'says what it is made of'
        "from 'x'; steps 'a'"                           | "'steps' takes a block"
    }

    def "a task on an image runs where its store is: #said"() {
        when:
        Playbook site = load("image('i') { store 'kvm1' }; play('p') { $said }")

        then:
        site.plays()[0].tasks()*.hosts() == [['kvm1']]
        site.plays()[0].tasks()[0].parameters().image() == ImageName.of(image)

        where:
        said               | image
        "onImage 'i'"      | 'i'
        "onImage 'i@old'"  | 'i@old'
    }

    def "and it cannot run elsewhere, nor on an image that there is not: #said"() {
        when:
        load("image('i') { store 'kvm1' }; play('p') { $said }")

        then:
        PlaybookException e = thrown()
        e.message.contains(told)

        where:
        said                       | told
        "onImage 'j'"              | "there is no image 'j'"
        "onImage 'i@a/b'"          | "'a/b' cannot be a release"
        "onImage 'i', on: 'kvm1'"  | "runs on the host of its image's store and takes no 'on'"
        'onImage 3'                | 'the name of an image'
    }

    private static String slot(String image) {
        "slot('s') { on 'kvm1'; disk pool: 'p', size: 1.GiB; memory 1.GiB; template 't'; image '$image' }"
    }

    private Playbook load(String code) {
        Files.writeString(dir.resolve('t.ftl'), '<domain/>')
        Path file = Files.writeString(dir.resolve('site.groovy'), """
            hosts { host 'kvm1' }
            pool('p') { on 'all'; dir '/p' }
            template 't', 't.ftl'
            $code
            """)
        new PlaybookLoader(Vocabulary.all() + Vocabulary.type('onImage', Vocabulary.OnImage)).load([], file, [:])
    }
}
