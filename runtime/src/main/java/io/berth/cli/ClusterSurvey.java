package io.berth.cli;

import io.berth.api.TaskFailure;
import io.berth.cluster.Cluster;
import io.berth.cluster.SeenHost;
import io.berth.model.Answer;
import io.berth.model.Host;
import io.berth.transport.Transport;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What hosts have and what runs on them, all asked at once.
 *
 * @param exit what a verb that only shows it ends with; what is not known is said on standard error
 */
record ClusterSurvey(Cluster cluster, int exit) {

    static ClusterSurvey of(Collection<Host> hosts, int forks, Secrecy secrecy) throws InterruptedException {
        Map<String, SeenHost> answered = new LinkedHashMap<>();
        Map<String, String> lost = new LinkedHashMap<>();
        int exit = Exit.OK;
        for (Map.Entry<String, Survey.Seen> one : ask(hosts, forks, secrecy).entrySet()) {
            String host = one.getKey();
            exit = Survey.read(host, one.getValue(), answer -> answered.put(host, read(host, answer)), exit);
            if (!answered.containsKey(host)) {
                lost.put(host, one.getValue().lost());
            }
        }
        return new ClusterSurvey(new Cluster(answered, lost), exit);
    }

    /** What is done about what was seen goes by the same connections. */
    private static Map<String, Survey.Seen> ask(Collection<Host> hosts, int forks, Secrecy secrecy) throws InterruptedException {
        Transport transport = Connections.open(secrecy);
        try {
            Map<String, Survey.Seen> seen = new Survey(transport, forks).ask(hosts, host -> SeenHost.LOOK);
            Connections.leave(secrecy, transport);
            return seen;
        } catch (InterruptedException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private static SeenHost read(String host, Answer answer) throws TaskFailure {
        SeenHost seen = SeenHost.of(host, answer);
        if (!seen.answers()) {
            System.err.println("berth: " + host + ": libvirt does not answer: " + seen.lost());
        }
        return seen;
    }
}
