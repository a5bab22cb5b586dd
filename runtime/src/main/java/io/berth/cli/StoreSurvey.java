package io.berth.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Host;
import io.berth.model.Image;
import io.berth.model.Playbook;
import io.berth.task.StoreReleases;
import io.berth.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the stores of a site have.
 *
 * @param exit what a verb that shows it ends with: not all stores may have answered, which is said
 */
record StoreSurvey(List<Found> releases, int exit) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A release.
     *
     * @param told the lines of its record by name, with store, aliases, used, and the hosts that have it cached where that was asked for
     */
    record Found(Map<String, Object> told) {

        String json() {
            try {
                return JSON.writeValueAsString(told);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e); // texts, numbers and lists can be written
            }
        }

        boolean isCalled(String name) {
            return told.get("name").equals(name) || list("aliases").contains(name);
        }

        /** @param cached whether it is shown which hosts have it in their caches */
        List<String> row(boolean cached) {
            List<String> row = new ArrayList<>(List.of(text("image"), text("name"), text("form"), size((Long) told.get("bytes")), text("files"),
                    String.join(", ", list("aliases")), String.join(", ", list("used")), text("from")));
            if (cached) {
                row.add(7, String.join(", ", list("cached")));
            }
            return row;
        }

        private String text(String key) {
            return String.valueOf(told.getOrDefault(key, ""));
        }

        private List<String> list(String key) {
            return told.get(key) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        }

        private static String size(long bytes) {
            return bytes < 10 << 20 ? (bytes + 1023) / 1024 + " KiB" : (bytes >> 20) + " MiB";
        }
    }

    /**
     * @param names of images; empty: all that the site declares
     * @param cached whether all hosts are asked, too, what they have in their caches
     */
    static StoreSurvey of(List<String> names, boolean cached, SiteOptions options, Secrecy secrecy) throws InterruptedException, IOException {
        Playbook site = options.load(secrecy);
        names.stream().filter(name -> !site.images().containsKey(name)).findFirst().ifPresent(name -> {
            throw new Usage("the site declares no image '" + name + "'");
        });
        List<Image> images = site.images().values().stream().filter(image -> image.released() && (names.isEmpty() || names.contains(image.name()))).toList();
        Set<String> directories = new LinkedHashSet<>();
        images.forEach(image -> directories.add(image.dir()));
        List<Found> found = new ArrayList<>();
        int exit = Exit.OK;
        try (Transport transport = Connections.open(secrecy)) {
            for (String directory : directories) {
                List<Image> here = images.stream().filter(image -> image.dir().equals(directory)).toList();
                List<Host> stores = here.stream().map(image -> site.host(image.store())).distinct().toList();
                Map<String, Survey.Seen> seen = new Survey(transport, options.forks).ask(stores, host -> StoreReleases.question(directory));
                for (Host store : stores) {
                    exit = Survey.read(store.name(), seen.get(store.name()), answer -> add(store, here, answer, found), exit);
                }
            }
            return cached ? new StoreSurvey(found, exit).withCaches(site, new Survey(transport, options.forks)) : new StoreSurvey(found, exit);
        }
    }

    /** The same with the hosts that have a release of that digest in their caches. */
    private StoreSurvey withCaches(Playbook site, Survey survey) throws InterruptedException {
        Map<Object, List<String>> cached = new HashMap<>();
        int ended = exit;
        for (Map.Entry<String, Survey.Seen> one : survey.ask(site.hosts().values(), host -> StoreReleases.question(StoreReleases.CACHE)).entrySet()) {
            ended = Survey.read(one.getKey(), one.getValue(), answer -> StoreReleases.told(answer).forEach((image, releases) ->
                    releases.forEach(release -> cached.computeIfAbsent(List.of(image, release.get("digest")), key -> new ArrayList<>()).add(one.getKey()))), ended);
        }
        return new StoreSurvey(releases.stream().map(release -> new Found(with("cached",
                cached.getOrDefault(List.of(release.told().get("image"), release.told().get("digest")), List.of()), release.told()))).toList(), ended);
    }

    private static void add(Host store, List<Image> images, Answer answer, List<Found> into) throws TaskFailure {
        Map<String, List<Map<String, Object>>> told = StoreReleases.told(answer);
        for (Image image : images) {
            if (image.store().equals(store.name())) {
                told.getOrDefault(image.name(), List.of()).forEach(release -> into.add(new Found(with("store", store.name(), release))));
            }
        }
    }

    private static Map<String, Object> with(String key, Object value, Map<String, Object> release) {
        Map<String, Object> all = new LinkedHashMap<>(release);
        all.put(key, value);
        return all;
    }
}
