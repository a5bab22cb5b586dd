package io.berth.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * The method publickey of RFC 4252 with one key, wherever its private half is. Asks first whether the host takes it, where
 * to sign is some trouble; where it is none, that would only be one round trip more.
 */
final class PublicKeyMethod extends AbstractAuthMethod {

    private final Identity identity;
    private final String algorithm;

    PublicKeyMethod(Identity identity) {
        super("publickey");
        this.identity = identity;
        this.algorithm = Algorithms.userKeyAlgorithm(identity.type());
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return identity.troubles() ? request(false) : signed();
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq().putBoolean(signed).putString(algorithm).putString(identity.wire());
    }

    @Override
    public void handle(Message message, SSHPacket packet)
            throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        params.getTransport().write(signed());
    }

    private SSHPacket signed() throws UserAuthException {
        SSHPacket request = request(true);
        byte[] data = new Buffer.PlainBuffer().putString(params.getTransport().getSessionID()).putBuffer(request).getCompactData();
        try {
            return request.putString(identity.sign(algorithm, data));
        } catch (IOException e) {
            throw new UserAuthException(e.getMessage(), e);
        }
    }
}
