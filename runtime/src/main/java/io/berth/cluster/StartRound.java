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

/** All hosts are looked at once under the lock, and starts that wait are judged by that one after another. */
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
        Map<StartTicket, GuestClaims> claims = new LinkedHashMap<>();
        Map<String, Set<String>> paths = new HashMap<>();
        for (StartTicket ticket : tickets) {
            try {
                SeenHost host = host(ticket, cluster);
                if (ticket.wanted().from().isEmpty() && runs(host, ticket.wanted().guest())) {
                    ticket.runsAlready();
                    continue;
                }
                GuestClaims whole = look.whole(ticket.wanted().definition().of(host), host.name());
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
            judge(one.getKey(), one.getValue(), check, places.get(host(one.getKey(), cluster).name()));
        }
    }

    private void judge(StartTicket ticket, GuestClaims claims, StartCheck check, SeenPlaces places) {
        Starts.Wanted wanted = ticket.wanted();
        List<String> refusals = check.refusals(lock.nameOf(wanted.host()).orElseThrow(), claims, places, wanted.from(), wanted.room());
        if (refusals.isEmpty()) {
            ticket.admit(claims, lock.number());
        } else {
            ticket.fail(new Refusal("guest " + wanted.guest() + " does not start on host " + wanted.host() + ": refused by rule " + String.join("; by rule ", refusals),
                    "shut down what is in the way, or give the guest what nobody else has"));
        }
    }

    private SeenHost host(StartTicket ticket, Cluster cluster) throws TaskFailure {
        String name = ticket.wanted().host();
        return lock.nameOf(name).map(cluster.hosts()::get)
                .orElseThrow(() -> new TaskFailure("no guest can be started on host " + name + ": " + lock.lost().getOrDefault(name, "it runs no hypervisor"), ""));
    }

    private static boolean runs(SeenHost host, String guest) {
        return host.guests().stream().anyMatch(one -> one.active() && one.name().equals(guest));
    }
}
