package io.berth.libvirt

import spock.lang.Specification

class XmlSpec extends Specification {

    def "reads and prints what libvirt writes"() {
        given:
        String text = '''\
            <domain type='qemu'>
              <name>a &amp; b</name>
              <metadata>
                <x:y xmlns:x='urn:x' z='&lt;&apos;"'/>
              </metadata>
            </domain>
            '''.stripIndent()

        when:
        Element domain = Xml.parse(text)

        then:
        domain.textAt('name') == 'a & b'
        domain.child('metadata').get().children()[0].namespace() == 'urn:x'
        domain.print() == text
        domain.child('name').get().line() == 2
    }

    def "values are escaped so that they come back as they were: #value"() {
        expect:
        Element printed = Xml.parse(Element.of('a', [b: value]).with(Element.text('c', value)).print())
        printed.attribute('b') == value
        printed.textAt('c') == value.strip()

        where:
        value << ['<!-- \'x\' & "y" -->', ']]>', 'tab\tnewline\nreturn\rend', '&amp;']
    }

    def "#what is an error with its place"() {
        when:
        Xml.parse(text)

        then:
        XmlError e = thrown()
        e.message == message
        e.line() == line

        where:
        what                  | text                                                             | line | message
        'a DOCTYPE'           | '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<a/>' | 2    | 'a DOCTYPE is not allowed'
        'an open element'     | '<a>\n<b>\n</a>'                                                 | 3    | 'The element type "b" must be terminated by the matching end-tag "</b>"'
        'an unknown entity'   | '<a>&who;</a>'                                                   | 1    | 'The entity "who" was referenced, but not declared'
        'nothing'             | ''                                                               | 1    | 'Premature end of file'
    }
}
