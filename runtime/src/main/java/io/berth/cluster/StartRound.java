package io.berth.cluster;

import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.model.Host;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All hosts are looked at once under the lock, and names and starts that wait are judged by that one after another. */
final class StartRound {

    private final StartLock lock;
    private final ClusterLook look;

    StartRound(StartLock lock, Hands hands) {
        this.lock = lock;
        Map<String, Host> hosts = hands.scope().playbook().hosts();
        this.look = new ClusterLook(hands, lock.hosts().stream().map(hosts::get).toList());
    }

    /** Each gets its verdict. */
    void judge(List<StartTicket> tickets) throws TaskFailure, IOException, InterruptedException {
        if (tickets.isEmpty()) {
            return;
        }
        Cluster cluster = look.cluster(lock.lost());
        cluster.doubts().forEach(doubt -> tickets.forEach(ticket -> ticket.hands().say("what runs is not known for certain: " + doubt)));
        Map<StartTicket, Starts.NewName> names = of(Starts.NewName.class, tickets);
        if (!names.isEmpty()) {
            lock.check();
            names(names, new NameCheck(cluster), cluster);
        }
        Map<StartTicket, Starts.Wanted> starts = of(Starts.Wanted.class, tickets);
        if (!starts.isEmpty()) {
            starts(starts, cluster);
        }
    }

    /** Those of one kind. */
    private static <T extends Starts.Claim> Map<StartTicket, T> of(Class<T> kind, List<StartTicket> tickets) {
        Map<StartTicket, T> found = new LinkedHashMap<>();
        tickets.stream().filter(ticket -> kind.isInstance(ticket.claim())).forEach(ticket -> found.put(ticket, kind.cast(ticket.claim())));
        return found;
    }

    private void names(Map<StartTicket, Starts.NewName> names, NameCheck check, Cluster cluster) {
        names.forEach((ticket, name) -> {
            try {
                String refusal = check.refusal(host(name, cluster).name(), name.guest());
                if (refusal.isEmpty()) {
                    ticket.give(lock.number());
                } else {
                    ticket.fail(new Refusal(refusal, "choose another name"));
                }
            } catch (TaskFailure e) {
                ticket.fail(e);
            }
        });
    }

    private void starts(Map<StartTicket, Starts.Wanted> starts, Cluster cluster) throws TaskFailure, IOException, InterruptedException {
        Map<StartTicket, GuestClaims> claims = new LinkedHashMap<>();
        Map<String, Set<String>> paths = new HashMap<>();
        for (Map.Entry<StartTicket, Starts.Wanted> one : starts.entrySet()) {
            StartTicket ticket = one.getKey();
            Starts.Wanted wanted = one.getValue();
            try {
                SeenHost host = host(wanted, cluster);
                if (wanted.from().isEmpty() && runs(host, wanted.guest())) {
                    ticket.runsAlready();
                    continue;
                }
                GuestClaims whole = look.whole(wanted.definition().of(host), host.name());
                claims.put(ticket, whole);
                paths.computeIfAbsent(host.name(), name -> new LinkedHashSet<>()).addAll(whole.disks().all());
            } catch (TaskFailure e) {
                ticket.fail(e);
            }
        }
        Map<String, SeenPlaces> places = look.places(cluster, paths);
        StartCheck check = new StartCheck(cluster, places);
        lock.check();
        for (Map.Entry<StartTicket, GuestClaims> one : claims.entrySet()) {
            Starts.Wanted wanted = starts.get(one.getKey());
            judge(one.getKey(), wanted, one.getValue(), check, places.get(host(wanted, cluster).name()));
        }
    }

    private void judge(StartTicket ticket, Starts.Wanted wanted, GuestClaims claims, StartCheck check, SeenPlaces places) {
        List<String> refusals = check.refusals(lock.nameOf(wanted.host()).orElseThrow(), claims, places, wanted.from(), wanted.room());
        if (refusals.isEmpty()) {
            ticket.admit(claims, lock.number());
        } else {
            ticket.fail(new Refusal("guest " + wanted.guest() + " does not start on host " + wanted.host() + ": refused by rule " + String.join("; by rule ", refusals),
                    "shut down what is in the way, or give the guest what nobody else has"));
        }
    }

    private SeenHost host(Starts.Claim claim, Cluster cluster) throws TaskFailure {
        String name = claim.host();
        return lock.nameOf(name).map(cluster.hosts()::get)
                .orElseThrow(() -> new TaskFailure("no guest can be started or named on host " + name + ": " + lock.lost().getOrDefault(name, "it runs no hypervisor"), ""));
    }

    private static boolean runs(SeenHost host, String guest) {
        return host.guests().stream().anyMatch(one -> one.active() && one.name().equals(guest));
    }
}
