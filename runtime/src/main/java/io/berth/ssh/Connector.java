package io.berth.ssh;

import io.berth.transport.HostKeyRefused;
import io.berth.transport.Unreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;

/** Connects to a host and logs in. */
final class Connector {

    /** For all that a host may take long for while it does answer, such as to take more of a file. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SshConnection.Threads threads;
    private final KeyFiles keyFiles;
    private final KnownHosts.Library knownHosts = new KnownHosts.Library();
    private final Consumer<String> notices;
    private final Jumps jumps;

    Connector(SshConnection.Threads threads, KeyFiles keyFiles, Consumer<String> notices, Jumps jumps) {
        this.threads = threads;
        this.keyFiles = keyFiles;
        this.notices = notices;
        this.jumps = jumps;
    }

    /** Where the connections to jump hosts are. */
    interface Jumps {
        SshConnection to(Endpoint jump) throws IOException, InterruptedException;
    }

    SshConnection connect(Endpoint endpoint) throws IOException, InterruptedException {
        HostKeyCheck check = new HostKeyCheck(endpoint, knownHosts.read(endpoint.knownHosts()), notices);
        SshConnection jump = endpoint.via().isEmpty() ? null : jumps.to(endpoint.via().get(0));
        SSHClient client = new SSHClient(Algorithms.config());
        client.addHostKeyVerifier(check);
        client.getConnection().setWindowSize(Algorithms.WINDOW);
        client.getConnection().setTimeoutMs((int) PATIENCE.toMillis());
        int timeout = (int) endpoint.connectTimeout().toMillis();
        client.getTransport().setTimeoutMs(timeout);
        // Each step has its limit but one: to read a greeting that never comes through a jump host.
        Future<?> limit = threads.clock().schedule(() -> threads.pool().execute(() -> IOUtils.closeQuietly(client)),
            6L * timeout, TimeUnit.MILLISECONDS);
        try {
            String shown = endpoint.address();
            if (jump == null) {
                Socket socket = dial(endpoint, timeout);
                shown = names(endpoint, socket.getInetAddress());
                client.setSocketFactory(new Dialled(socket));
                client.setTimeout(timeout);
                client.connect(endpoint.address(), endpoint.port());
                socket.setSoTimeout(0);
            } else {
                client.connectVia(jump.tunnel(endpoint.address(), endpoint.port()));
            }
            new Login(client, endpoint, keyFiles).run();
            SshConnection connection = new SshConnection(client, endpoint, threads, () -> connect(endpoint),
                line(shown, endpoint.port(), check));
            connection.start();
            return connection;
        } catch (IOException | RuntimeException e) {
            // A failed login leaves a thread behind otherwise.
            IOUtils.closeQuietly(client);
            throw unreachable(endpoint, check, e);
        } finally {
            limit.cancel(false);
        }
    }

    private static Socket dial(Endpoint endpoint, int timeout) throws IOException {
        IOException last = null;
        for (InetAddress address : InetAddress.getAllByName(endpoint.address())) {
            Socket socket = new Socket();
            try {
                // Without it each command waits 40 ms for the acknowledgement of the one before.
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, endpoint.port()), timeout);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private static String names(Endpoint endpoint, InetAddress reached) {
        String number = reached.getHostAddress();
        return number.equals(endpoint.address()) ? number : endpoint.address() + "," + number;
    }

    private static String line(String names, int port, HostKeyCheck check) {
        StringBuilder line = new StringBuilder();
        for (String name : names.split(",")) {
            line.append(line.isEmpty() ? "" : ",").append(KnownHosts.name(name, port));
        }
        return line.append(' ').append(check.verified()).append('\n').toString();
    }

    private static Unreachable unreachable(Endpoint endpoint, HostKeyCheck check, Exception e) {
        if (!check.refusal().isEmpty()) {
            return new HostKeyRefused(endpoint.name(), check.refusal());
        }
        if (e instanceof Unreachable unreachable) {
            return unreachable;
        }
        return new Unreachable(endpoint.name(), "cannot reach " + endpoint + ": " + why(endpoint, e), e);
    }

    private static String why(Endpoint endpoint, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SocketTimeoutException)) {
            cause = cause.getCause();
        }
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return "no answer within " + endpoint.connectTimeout().toMillis() / 1000.0 + " s";
        }
        if (cause instanceof UnknownHostException) {
            return "its address " + endpoint.address() + " is not known here";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return cause.getMessage();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Hands over a socket that is connected already, to one address of several. */
    private static final class Dialled extends SocketFactory {

        private final Socket socket;

        Dialled(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Socket createSocket() {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            return socket;
        }
    }
}
