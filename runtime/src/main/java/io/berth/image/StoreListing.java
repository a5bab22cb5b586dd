package io.berth.image;

import io.berth.model.ImageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store has.
 *
 * @param images by name
 */
public record StoreListing(Map<String, Stored> images) {

    /**
     * An image in the store.
     *
     * @param releases the newest first
     * @param aliases names of releases by alias
     */
    public record Stored(List<Release> releases, Map<String, String> aliases, List<Use> uses) {

        static Stored empty() {
            return new Stored(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        }

        /** @param name a release or an alias; empty: the stable one */
        public Optional<Release> release(String name) {
            String wanted = name.isEmpty() ? ImageName.STABLE : name;
            String meant = aliases.getOrDefault(wanted, wanted);
            return releases.stream().filter(release -> release.name().equals(meant)).findFirst();
        }
    }

    /**
     * Who uses a release.
     *
     * @param reader host and slot: {@code kvm1.w01}
     * @param how {@code deployed}, {@code previous} or {@code wanted}
     */
    public record Use(String reader, String how, String release) {
    }

    public Stored image(String name) {
        return images.getOrDefault(name, Stored.empty());
    }

    /** @param out what {@code list.sh} printed */
    public static StoreListing parse(String out) {
        Map<String, Stored> images = new LinkedHashMap<>();
        Stored image = Stored.empty();
        Map<String, String> record = new LinkedHashMap<>();
        boolean inRecord = false;
        for (String line : out.lines().toList()) {
            String[] words = line.split(" ", 2);
            String rest = words.length > 1 ? words[1] : "";
            String[] parts = rest.split(" ");
            switch (inRecord && !words[0].equals("end") ? "" : words[0]) {
                case "image" -> image = images.computeIfAbsent(rest, name -> Stored.empty());
                case "release" -> {
                    record = new LinkedHashMap<>();
                    inRecord = true;
                }
                case "alias" -> image.aliases().put(parts[0], parts[parts.length - 1]);
                case "used" -> {
                    if (parts.length == 3) {
                        image.uses().add(new Use(parts[0], parts[1], parts[2]));
                    }
                }
                case "end" -> {
                    image.releases().add(new Release(record));
                    inRecord = false;
                }
                default -> record.put(words[0], rest);
            }
        }
        return new StoreListing(images);
    }
}
