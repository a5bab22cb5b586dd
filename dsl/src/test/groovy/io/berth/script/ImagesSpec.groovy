package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.Image
import io.berth.model.Playbook
import java.nio.file.Files
import java.nio.file.Path
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
        new PlaybookLoader(Vocabulary.all()).load([], file, [:])
    }
}
