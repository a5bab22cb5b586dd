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
     * @param told the lines of its record by name, with store, aliases and used
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

        List<String> row() {
            return List.of(text("image"), text("name"), text("form"), size((Long) told.get("bytes")), text("files"), String.join(", ", list("aliases")),
                    String.join(", ", list("used")), text("from"));
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

    /** @param names of images; empty: all that the site declares */
    static StoreSurvey of(List<String> names, SiteOptions options, Secrecy secrecy) throws InterruptedException, IOException {
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
        }
        return new StoreSurvey(found, exit);
    }

    private static void add(Host store, List<Image> images, Answer answer, List<Found> into) throws TaskFailure {
        Map<String, List<Map<String, Object>>> told = StoreReleases.told(answer);
        for (Image image : images) {
            if (image.store().equals(store.name())) {
                told.getOrDefault(image.name(), List.of()).forEach(release -> into.add(new Found(with(store, release))));
            }
        }
    }

    private static Map<String, Object> with(Host store, Map<String, Object> release) {
        Map<String, Object> all = new LinkedHashMap<>(release);
        all.put("store", store.name());
        return all;
    }
}
