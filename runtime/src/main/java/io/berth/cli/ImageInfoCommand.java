package io.berth.cli;

import io.berth.model.ImageName;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Tells all there is to know of a release.")
final class ImageInfoCommand implements Action {

    @Parameters(paramLabel = "IMAGE", description = "the image, or image@release; else its stable one")
    String image;

    @Option(names = "--cached", description = "tells which hosts have it in their caches, too: all hosts of the site are asked")
    boolean cached;

    @Mixin
    SiteOptions site;

    @Override
    public Integer call() throws Exception {
        ImageName name = ImageName.of(image);
        StoreSurvey survey = StoreSurvey.of(List.of(name.image()), cached, site, site.secrecy());
        String wanted = name.release().isEmpty() ? ImageName.STABLE : name.release();
        List<StoreSurvey.Found> found = survey.releases().stream().filter(release -> release.isCalled(wanted)).toList();
        if (found.isEmpty() && survey.exit() == Exit.OK) {
            System.err.println("berth: there is no release '" + wanted + "' of image " + name.image());
            return Exit.FAILED;
        }
        found.forEach(release -> release.told().forEach((key, value) -> System.out.printf("%-8s %s%n", key, value instanceof List<?> list ? String.join(", ", list.stream().map(String::valueOf).toList()) : value)));
        return survey.exit();
    }
}
