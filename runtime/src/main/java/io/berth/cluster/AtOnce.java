package io.berth.cluster;

import io.berth.model.Host;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hosts that are looked at all at once; when one of them cannot be, looking at the others ends, too. */
public final class AtOnce {

    private AtOnce() {
    }

    /** Looks at one of them. */
    @FunctionalInterface
    public interface Look<T> {
        T at(Host host) throws Exception;
    }

    /**
     * What came of each, by its name, in their order.
     *
     * @param most that are looked at together
     * @throws ExecutionException with what looking at one of them threw
     */
    public static <T> Map<String, T> look(Collection<Host> hosts, int most, Look<T> look) throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(most, hosts.size())), task -> {
            Thread thread = new Thread(task, "look");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, Future<T>> begun = new LinkedHashMap<>();
            hosts.forEach(host -> begun.put(host.name(), threads.submit(() -> look.at(host))));
            Map<String, T> seen = new LinkedHashMap<>();
            for (Map.Entry<String, Future<T>> one : begun.entrySet()) {
                seen.put(one.getKey(), one.getValue().get());
            }
            return seen;
        } finally {
            threads.shutdownNow();
        }
    }
}
