package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Host;
import io.berth.model.Image;
import java.io.IOException;
import java.util.List;

/**
 * Where a slot's host gets an image's tree from: itself, or the store's host, at the address at which this run knows it
 * and with the host keys by which this run has verified it.
 *
 * @param address empty: the tree is on the slot's own host
 * @param port empty: ssh's own
 * @param user empty: ssh's own
 */
record ImageSource(Image image, String address, String port, String user, String knownHosts) {

    static final Script OPEN = Script.of(ImageSource.class, "sha256.sh", "/io/berth/image/sums.sh", "/io/berth/image/open.sh");
    static final Script SETTLE = Script.of(ImageSource.class, "/io/berth/image/settle.sh");

    static ImageSource of(String imageName, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Image image = hands.scope().playbook().image(imageName);
        if (image.store().equals(hands.scope().host().name())) {
            return new ImageSource(image, "", "", "", "");
        }
        Host store = hands.scope().playbook().host(image.store());
        HostWay way = HostWay.of(store, hands).orElseThrow(() -> new TaskFailure("the store " + store.name() + " of image " + imageName
                + " is reached without a network: other hosts cannot copy from it",
                "give the store an address, or put the image on the slot's own host"));
        return new ImageSource(image, way.address(), way.port(), way.user(), way.knownHosts());
    }

    /**
     * As {@code redeploy.sh} wants them.
     *
     * @param release which one; empty: the one that is meant where none is said, or none at all
     * @param reader by whose name it is pinned
     */
    List<String> arguments(String release, String reader) {
        return List.of(image.name(), image.tree(), image.store(), address, port, user, knownHosts,
                image.released() ? image.dir() : "", release, reader, image.released() ? OPEN.text() : "", SETTLE.text());
    }
}
