package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.Playbook
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class UsesSpec extends Specification {

    @TempDir
    Path dir

    def setup() {
        Files.writeString(dir.resolve('pools.groovy'), "pool('p') { on 'all'; dir '/p' }\n")
        Files.writeString(dir.resolve('site.groovy'), "include 'pools.groovy'\nhosts { host 'kvm1' }\nplay('its own') { exec 'true', on: 'kvm1' }\n")
    }

    def "what a used file declares can be named, and its plays are not the playbook's"() {
        when:
        Playbook loaded = load("uses 'site.groovy'\npool('q') { on 'all'; dir '/q' }\nplay('mine') { exec 'true', on: 'kvm1' }")

        then:
        loaded.pools().keySet() == ['p', 'q'] as Set
        loaded.plays()*.name() == ['mine']

        and: 'which things come from it can be told'
        loaded.pools().values().collectEntries { [it.name(), loaded.used().contains(it.at().file())] } == [p: true, q: false]
    }

    def "a file that is included as well is not only used, whichever comes first: #order"() {
        when:
        Playbook loaded = load(order.collect { "$it 'site.groovy'" }.join('\n'))

        then:
        loaded.plays()*.name() == ['its own']

        where:
        order << [['uses', 'include'], ['include', 'uses']]
    }

    def "it takes one file that is there: #said"() {
        when:
        load(said)

        then:
        PlaybookException e = thrown()
        e.message.contains(told)

        where:
        said                   | told
        "uses 'a', 'b'"        | "'uses' takes one file"
        "uses 'none.groovy'"   | 'the included file cannot be read: there is no file'
    }

    private Playbook load(String code) {
        new PlaybookLoader(Vocabulary.all()).load([], Files.writeString(dir.resolve('play.groovy'), code), [:])
    }
}
