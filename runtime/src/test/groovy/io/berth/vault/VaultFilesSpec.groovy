package io.berth.vault

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir

class VaultFilesSpec extends Specification {

    @TempDir Path dir
    Keyring keys
    VaultFiles vaults

    def setup() {
        keys = new Keyring(AnsibleVaultSpec.nobody()).addFile('default', Files.writeString(dir.resolve('password'), 'correct horse\n').toString())
        vaults = new VaultFiles(keys)
    }

    def "a new file is its owner's only, and holds what the editor wrote"() {
        when:
        vaults.create(dir.resolve('new.yml'), '', editor('printf "db: hunter2\\n" >"$1"'))

        then:
        mode('new.yml') == 'rw-------'
        !Files.readString(dir.resolve('new.yml')).contains('hunter2')
        vaults.view(dir.resolve('new.yml')) == 'db: hunter2\n'.bytes
        others('new.yml') == []

        when:
        vaults.create(dir.resolve('new.yml'), '', editor('exit 0'))

        then:
        def e = thrown(VaultFailure)
        e.message.contains('is there already')
    }

    def "while a text is edited it lies where its owner only can look, and afterwards nowhere: #how"() {
        given:
        vaults.create(dir.resolve('v.yml'), '', editor('printf "db: hunter2\\n" >"$1"'))
        def before = Files.readString(dir.resolve('v.yml'))

        when:
        def failed = false
        try {
            vaults.edit(dir.resolve('v.yml'), '', editor("""
                stat -c '%a %n' "\$1" "\$(dirname "\$1")" >$dir/seen
                cp "\$1" "\$1~"; cp "\$1" "\$(dirname "\$1")/.v.yml.swp"
                $script"""))
        } catch (VaultFailure e) {
            failed = true
            assert e.message.contains('nothing was touched')
        }

        then:
        def seen = Files.readAllLines(dir.resolve('seen'))*.split(' ')
        seen*.getAt(0) == ['600', '700']
        seen[0][1].startsWith(Files.isDirectory(Path.of('/dev/shm')) ? '/dev/shm/berth-vault-' : '/tmp')
        !Files.exists(Path.of(seen[1][1]))
        failed == fails
        (Files.readString(dir.resolve('v.yml')) == before) == !changes
        vaults.view(dir.resolve('v.yml')) == text.bytes
        others('v.yml') == []

        where:
        how                   | script                        || fails | changes | text
        'the editor changes'  | 'echo "api: x" >>"$1"'        || false | true    | 'db: hunter2\napi: x\n'
        'the editor does not' | ':'                           || false | false   | 'db: hunter2\n'
        'the editor fails'    | 'echo "api: x" >>"$1"; exit 1' || true | false   | 'db: hunter2\n'
        'it takes the file'   | 'rm "$1"'                     || true  | false   | 'db: hunter2\n'
    }

    def "the text of a private directory is overwritten before it is removed"() {
        given: 'the editor leaves a second name of the file elsewhere on the same filesystem'
        def left = dir.resolve('left')

        when:
        new Editing(editor("ln \"\$1\" $left"), dir).edit('hunter2'.bytes, 'x')

        then:
        Files.readAllBytes(left) == new byte[7]
    }

    def "a vault keeps its id, its mode, its owner and the link to it"() {
        given:
        keys.addFile('prod', Files.writeString(dir.resolve('other'), 'staple').toString())
        Files.write(dir.resolve('real.yml'), keys.encrypt('a: 1\n'.bytes, 'prod'))
        Files.setPosixFilePermissions(dir.resolve('real.yml'), PosixFilePermissions.fromString('rw-r-----'))
        Files.setOwner(dir.resolve('real.yml'), dir.fileSystem.userPrincipalLookupService.lookupPrincipalByName('nobody'))
        Files.createSymbolicLink(dir.resolve('v.yml'), Path.of('real.yml'))

        when:
        vaults.edit(dir.resolve('v.yml'), '', editor('echo "b: 2" >>"$1"'))

        then:
        Files.isSymbolicLink(dir.resolve('v.yml'))
        Files.readString(dir.resolve('real.yml')).startsWith('$ANSIBLE_VAULT;1.2;AES256;prod\n')
        vaults.view(dir.resolve('v.yml')) == 'a: 1\nb: 2\n'.bytes
        mode('real.yml') == 'rw-r-----'
        Files.getOwner(dir.resolve('real.yml')).name == 'nobody'
    }

    def "what is decrypted is its owner's only"() {
        given:
        Files.write(dir.resolve('v.yml'), keys.encrypt('a: 1\n'.bytes, ''))
        Files.setPosixFilePermissions(dir.resolve('v.yml'), PosixFilePermissions.fromString('rw-r--r--'))

        when:
        vaults.decrypt([dir.resolve('v.yml')])

        then:
        Files.readString(dir.resolve('v.yml')) == 'a: 1\n'
        mode('v.yml') == 'rw-------'
    }

    def "of several files none is touched when one cannot be read: #verb"() {
        given:
        Files.write(dir.resolve('a'), keys.encrypt('a'.bytes, ''))
        Files.write(dir.resolve('b'), new Keyring(AnsibleVaultSpec.nobody()).addFile('default', Files.writeString(dir.resolve('o'), 'other').toString()).encrypt('b'.bytes, ''))
        def before = ['a', 'b'].collect { Files.readString(dir.resolve(it)) }

        when:
        act.call(vaults, keys, ['a', 'b'].collect { dir.resolve(it) })

        then:
        def e = thrown(VaultFailure)
        e.message.startsWith("'$dir/")
        ['a', 'b'].collect { Files.readString(dir.resolve(it)) } == before

        where:
        verb      | act
        'decrypt' | { v, k, files -> v.decrypt(files) }
        'rekey'   | { v, k, files -> v.rekey(files, k, '') }
        'encrypt' | { v, k, files -> v.encrypt(files, '') }
    }

    private String editor(String script) {
        def file = Files.writeString(dir.resolve("editor${System.nanoTime()}"), "#!/bin/sh\nset -e\n$script\n")
        file.toFile().executable = true
        file.toString()
    }

    private String mode(String name) { PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name))) }

    /** What lies in the directory beside that file and is not the spec's. */
    private List<String> others(String name) {
        dir.toFile().list().findAll { it != name && !it.startsWith('editor') && !(it in ['password', 'seen']) }
    }
}
