package io.berth.libvirt

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** Domains of all ages and makers, as people and programs wrote them. */
class WrittenXmlSpec extends Specification {

    private static final Path DOMAINS = Path.of(WrittenXmlSpec.getResource('/libvirt/domains').toURI())

    private static List<Path> files() { Files.list(DOMAINS).withCloseable { it.sorted().toList() } }

    def "there are a hundred, and each is another guest"() {
        expect:
        files().size() >= 100
        files().collect { WrittenXml.read(Files.readAllBytes(it)).root().textAt('name') }.toUnique().size() == files().size()
    }

    def "#file.fileName: read, not changed, and written, it is the same to the byte"() {
        given:
        byte[] content = Files.readAllBytes(file)
        def xml = WrittenXml.read(content)
        def root = xml.root()

        expect: 'whether nothing is done with it or what changes nothing'
        unchanged.every { String what, Closure<Element> done -> xml.with(done(root)) == content }
        DomainComparison.same(root, Xml.parse(root.print()))
        DomainComparison.of(root, root).differences().isEmpty()

        where:
        file << files()
        unchanged = [
                'nothing'        : { it },
                'the same parts' : { it.withChildren(it.children()) },
                'copies of all'  : { copy(it) },
                'the same memory': { it.child('memory').map { memory -> it.with(memory.withText(memory.text())) }.orElse(it) },
                'the same name'  : { it.with(Element.text('name', it.child('name').get().text())) },
                'the same type'  : { it.withAttribute('type', it.attribute('type')) },
                'no mark, as it had none': { DomainMark.in(it).isPresent() ? it : DomainMark.off(it) },
        ]
    }

    def "#file.fileName: what is changed is all that changes"() {
        given:
        def xml = WrittenXml.read(Files.readAllBytes(file))
        def root = xml.root()

        when:
        def changed = Xml.parse(xml.element(root.with(Element.text('name', 'another')).with(Element.text('title', 'a & b'), 'name')))

        then:
        changed.textAt('name') == 'another'
        changed.textAt('title') == 'a & b'
        def rest = { Element it -> it.without('name').without('title') }
        Normal.of(rest(changed)).print() == Normal.of(rest(root)).print()

        where:
        file << files()
    }

    def "comments, quotes and what others keep stay as they are where something else is changed"() {
        given:
        def text = '''\
            <!-- mine -->
            <domain type="kvm">
              <name>a</name>
              <!-- enough -->
              <memory unit="MiB">64</memory>
              <metadata>
                <x:note xmlns:x="urn:x">mixed <b>text</b> &amp; <![CDATA[<c>]]></x:note>
              </metadata>
              <devices/>
            </domain>
            '''.stripIndent()
        def xml = WrittenXml.of(text)
        def device = Element.of('devices', [:], Element.of('disk', [type: 'file'], Element.of('source', [file: "/a'b"])))

        expect:
        xml.element(xml.root().with(Element.text('memory', '128').withAttribute('unit', 'MiB')).with(device)) == text.replace('<!-- mine -->\n', '').stripTrailing()
                .replace('"MiB">64</memory>', '"MiB">128</memory>')
                .replace('<devices/>', "<devices>\n    <disk type='file'>\n      <source file='/a&apos;b'/>\n    </disk>\n  </devices>")
        xml.element(xml.root().without('memory')) == text.replace('<!-- mine -->\n', '').stripTrailing().replace('\n  <!-- enough -->\n  <memory unit="MiB">64</memory>', '')
    }

    def "#what is refused"() {
        when:
        WrittenXml.read(content as byte[])

        then:
        def e = thrown(XmlError)
        e.message.contains(said)

        where:
        what                      | content                                                         | said
        'another encoding'        | '<?xml version="1.0" encoding="klingon"?><a/>'.bytes            | 'nobody knows the encoding klingon'
        'what is not in its own'  | [0x3c, 0x61, 0x3e, 0xe9, 0x3c, 0x2f, 0x61, 0x3e]                | 'it is not in UTF-8'
        'what is no XML'          | '<domain><name></domain>'.bytes                                 | 'name'
        'what reaches for files'  | '<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a>&x;</a>'.bytes | 'DOCTYPE'
    }

    private static Element copy(Element it) {
        new Element(it.name(), it.namespace(), it.attributes(), it.children().collect { copy(it) }, it.text(), it.line())
    }
}
