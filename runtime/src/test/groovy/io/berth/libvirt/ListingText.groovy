package io.berth.libvirt

/** Answers as the listing scripts print them. */
class ListingText {

    private static final String MARK = '\u0001'

    static String domains(List<Map> domains) {
        listing(domains.collectMany { Map d ->
            String xml = d.xml
            [['info', uuid(xml), "Name: x\nState:          ${d.state ?: 'shut off'}\nPersistent:     ${d.persistent == false ? 'no' : 'yes'}\nAutostart:      ${d.autostart ? 'enable' : 'disable'}\nManaged save:   ${d.saved ? 'yes' : 'no'}\n"],
             ['live', uuid(xml), d.live ?: xml], ['stored', uuid(xml), xml], ['snapshots', uuid(xml), (d.snapshots ?: []).join('\n')]]
        })
    }

    static String pools(List<Map> pools) {
        listing(pools.collectMany { Map p ->
            [['info', uuid(p.xml), "State:          ${p.state ?: 'running'}\nPersistent:     yes\nAutostart:      ${p.autostart ?: 'yes'}\n"],
             ['xml', uuid(p.xml), p.xml]]
        })
    }

    static String networks(List<Map> networks) {
        listing(networks.collectMany { Map n ->
            [['info', uuid(n.xml), "Active:         ${n.active ?: 'yes'}\nPersistent:     yes\nAutostart:      ${n.autostart ?: 'yes'}\n"],
             ['live', uuid(n.xml), n.live ?: n.xml], ['stored', uuid(n.xml), n.xml]]
        })
    }

    private static String uuid(String xml) {
        Xml.parse(xml).textAt('uuid')
    }

    private static String listing(List<List<String>> parts) {
        parts.collect { "$MARK${it[0]} ${it[1]}$MARK${it[2]}\n" }.join('') + "${MARK}end$MARK"
    }
}
