package io.berth.ssh

import java.nio.charset.StandardCharsets
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.Signature as JavaSignature
import net.schmizz.sshj.common.Buffer
import spock.lang.Shared
import spock.lang.Specification

class Ed25519Spec extends Specification {

    static final byte[] TEXT = 'a session and what is asked for'.getBytes(StandardCharsets.UTF_8)

    @Shared KeyPair pair = KeyPairGenerator.getInstance('Ed25519').generateKeyPair()
    @Shared byte[] seed = pair.private.bytes.get()
    @Shared byte[] point = Arrays.copyOfRange(pair.public.encoded, 12, 44)
    @Shared byte[] wire = new Buffer.PlainBuffer().putString('ssh-ed25519').putBytes(point).compactData

    def "Java takes what is signed here"() {
        given:
        def ours = Ed25519Signature.factory().create()
        ours.initSign(pair.private)
        ours.update(TEXT)
        def java = JavaSignature.getInstance('Ed25519')
        java.initVerify(pair.public)
        java.update(TEXT)

        expect:
        java.verify(ours.encode(ours.sign()))
    }

    def "a signature by Java is taken, and none that differs in #what"() {
        given:
        def java = JavaSignature.getInstance('Ed25519')
        java.initSign(pair.private)
        java.update(TEXT)
        byte[] signed = java.sign()
        def ours = Ed25519Signature.factory().create()
        ours.initVerify(key)
        ours.update(text)

        expect:
        ours.verify(new Buffer.PlainBuffer().putString(name).putBytes(change(signed)).compactData) == taken

        where:
        what         | key                       | text         | name          | change                                  || taken
        'nothing'    | Ed25519Keys.open(wire)    | TEXT         | 'ssh-ed25519' | { it }                                  || true
        'whose'      | pair.public               | TEXT         | 'ssh-ed25519' | { it }                                  || true
        'the text'   | Ed25519Keys.open(wire)    | TEXT[0..3] as byte[] | 'ssh-ed25519' | { it }                                  || false
        'its name'   | Ed25519Keys.open(wire)    | TEXT         | 'ssh-rsa'     | { it }                                  || false
        'one bit'    | Ed25519Keys.open(wire)    | TEXT         | 'ssh-ed25519' | { it[3] = (byte) (it[3] ^ 1); it }      || false
        'its length' | Ed25519Keys.open(wire)    | TEXT         | 'ssh-ed25519' | { Arrays.copyOf(it, 63) }               || false
        'being none' | Ed25519Keys.open(wire)    | TEXT         | 'ssh-ed25519' | { new byte[0] }                         || false
    }

    def "a public key has the form that sshj writes keys from"() {
        expect:
        Ed25519Keys.open(wire).encoded == pair.public.encoded
        new Buffer.PlainBuffer().putPublicKey(Ed25519Keys.open(wire)).compactData == wire
        Ed25519Keys.open(wire).wire() == wire
    }

    def "a public key of another length is none"() {
        when:
        Ed25519Keys.open(new Buffer.PlainBuffer().putString('ssh-ed25519').putBytes(new byte[31]).compactData)

        then:
        thrown(Buffer.BufferException)
    }

    def "a key file gives its key"() {
        given:
        def key = Ed25519Keys.secret(file(7, 7, point)).get()
        def java = JavaSignature.getInstance('Ed25519')
        java.initVerify(pair.public)
        java.update(TEXT)

        expect:
        java.verify(key.sign(TEXT))
    }

    def "a key file whose #part does not fit is refused"() {
        when:
        Ed25519Keys.secret(file(7, check, other))

        then:
        thrown(Buffer.BufferException)

        where:
        part          | check | other
        'check'       | 8     | point
        'public half' | 7     | new byte[32]
    }

    def "a key file of another type is left to others"() {
        given:
        def rsa = new Buffer.PlainBuffer().putString('ssh-rsa').compactData

        expect:
        Ed25519Keys.secret(new Buffer.PlainBuffer().putString('none').putString('none').putString('').putUInt32(1).putBytes(rsa)).empty
    }

    private Buffer.PlainBuffer file(int check, int again, byte[] publicHalf) {
        byte[] both = new byte[64]
        System.arraycopy(seed, 0, both, 0, 32)
        System.arraycopy(point, 0, both, 32, 32)
        def key = new Buffer.PlainBuffer().putUInt32(check).putUInt32(again).putString('ssh-ed25519').putBytes(publicHalf)
            .putBytes(both).putString('comment')
        new Buffer.PlainBuffer().putString('none').putString('none').putString('').putUInt32(1).putBytes(wire).putBytes(key.compactData)
    }
}
