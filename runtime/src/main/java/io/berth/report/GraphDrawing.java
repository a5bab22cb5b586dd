package io.berth.report;

import io.berth.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The task graph as boxes and curves, in pixels. */
final class GraphDrawing {

    /** More nodes than this are a list: as a picture nobody could read them. */
    static final int MOST_NODES = 150;

    private static final int BOX_WIDTH = 168;
    private static final int BOX_HEIGHT = 36;
    private static final int COLUMN = 252;
    private static final int ROW = 46;
    private static final int BEND = 14;
    private static final int MARGIN = 8;
    private static final int LETTERS = 23;

    // Public within a class that is not: FreeMarker reads components of public records only.
    public record Box(String anchor, String x, String y, String outcome, String label, String below, String title) { }

    public record Curve(String path, String title) { }

    public record Picture(int width, int height, int boxWidth, int boxHeight, List<Box> boxes, List<Curve> curves) { }

    private GraphDrawing() {
    }

    static Picture of(RunStory story, Map<TaskStory, String> anchors) {
        List<TaskStory> tasks = story.tasks();
        Map<String, Integer> index = new HashMap<>();
        tasks.forEach(task -> index.put(task.node().task(), index.size()));
        List<Event.Edge> known = story.edges().stream()
                .filter(e -> index.containsKey(e.from()) && index.containsKey(e.to())).toList();
        Layers layers = new Layers(tasks.size(),
                known.stream().map(e -> new Layers.Edge(index.get(e.from()), index.get(e.to()))).toList(), ROW, BEND);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            boxes.add(box(story, tasks.get(i), layers.node(i), anchors.get(tasks.get(i))));
        }
        List<Curve> curves = known.stream().map(e -> new Curve(
                path(layers.route(new Layers.Edge(index.get(e.from()), index.get(e.to())))),
                story.names().task(e.from()) + " → " + story.names().task(e.to()) + "\n" + e.why())).toList();
        int width = (Math.max(1, layers.depth()) - 1) * COLUMN + BOX_WIDTH + 2 * MARGIN;
        return new Picture(width, (int) Math.ceil(layers.height()) + 2 * MARGIN, BOX_WIDTH, BOX_HEIGHT, boxes, curves);
    }

    private static Box box(RunStory story, TaskStory task, Layers.Vertex at, String anchor) {
        String name = story.names().task(task.node().task());
        String host = Names.host(task.node().host());
        String took = task.took(story.last());
        return new Box(anchor, number(x(at)), number(y(at) - BOX_HEIGHT / 2.0), Page.styleOf(task.outcome()), Text.cut(name, LETTERS),
                Text.cut(host + (took.isEmpty() ? "" : " · " + took), LETTERS + 4), name + " on " + host + ": " + task.outcome());
    }

    private static String path(List<Layers.Vertex> route) {
        StringBuilder path = new StringBuilder();
        Layers.Vertex from = route.get(0);
        path.append('M').append(number(x(from) + BOX_WIDTH)).append(' ').append(number(y(from)));
        for (int i = 1; i < route.size(); i++) {
            Layers.Vertex to = route.get(i);
            double gap = COLUMN - BOX_WIDTH;
            // across the gap as a curve, and straight on where the edge passes a layer of boxes
            path.append(String.format(Locale.ROOT, "C%.1f %.1f %.1f %.1f %.1f %.1f", x(to) - gap / 2, y(route.get(i - 1)),
                    x(to) - gap / 2, y(to), x(to), y(to)));
            if (i < route.size() - 1) {
                path.append('H').append(number(x(to) + BOX_WIDTH));
            }
        }
        return path.toString();
    }

    private static double x(Layers.Vertex vertex) {
        return MARGIN + vertex.layer() * COLUMN;
    }

    private static double y(Layers.Vertex vertex) {
        return MARGIN + vertex.y();
    }

    private static String number(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}
