"use strict";
/* The drawing of tens of thousands of accounts, by WebGL: sigma keeps camera and graph, graphology holds
   it. Edges are lines of one pixel and have no arrows; what is beneath the pointer is looked up here. */
meute.drawing = (() => {
  const { data, byId } = meute;
  const { EdgeLineProgram, Graph, NodeProgram, Sigma, floatColor } = webgl;
  const stage = byId("network");
  const SHAPES = ["dot", "square", "triangle", "triangleDown", "diamond", "hexagon"];
  const HIGHLIGHT = "#ffd166";
  const NEAR = 5; // pixels from an edge, or from a small account, that still hit it
  let shownNodes = data.nodes.map(() => true);
  let shownEdges = data.edges.map(() => true);
  let selected = [];
  let dragging = null;
  let movable = false;

  /* Accounts as points, cut to the shape of their pack; never smaller than can be seen. */
  class ShapeProgram extends NodeProgram {
    constructor(...context) {
      super(...context);
      this.pickProgram = null; // twice the work, and we look things up ourselves
    }

    getDefinition() {
      const { FLOAT, POINTS, UNSIGNED_BYTE } = WebGLRenderingContext;
      return {
        VERTICES: 1, METHOD: POINTS, UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix"],
        ATTRIBUTES: [{ name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT },
          { name: "a_shape", size: 1, type: FLOAT }, { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }],
        VERTEX_SHADER_SOURCE: `
          attribute vec2 a_position; attribute float a_size; attribute float a_shape; attribute vec4 a_color;
          uniform float u_sizeRatio; uniform float u_pixelRatio; uniform mat3 u_matrix;
          varying vec4 v_color; varying float v_shape; varying float v_pixel;
          void main() {
            gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
            gl_PointSize = max(a_size / u_sizeRatio * u_pixelRatio * 2.0, 2.0 * u_pixelRatio);
            v_pixel = 2.0 / gl_PointSize; v_color = a_color; v_shape = a_shape;
          }`,
        FRAGMENT_SHADER_SOURCE: `
          precision mediump float;
          varying vec4 v_color; varying float v_shape; varying float v_pixel;
          float inside(vec2 p) {
            if (v_shape < 0.5) return 0.9 - length(p);
            if (v_shape < 1.5) return 0.8 - max(abs(p.x), abs(p.y));
            if (v_shape < 2.5) return min(0.75 - p.y, (p.y + 0.95) * 0.447 - abs(p.x) * 0.894);
            if (v_shape < 3.5) return min(0.75 + p.y, (0.95 - p.y) * 0.447 - abs(p.x) * 0.894);
            if (v_shape < 4.5) return (0.95 - abs(p.x) - abs(p.y)) * 0.7071;
            return min(0.8 - abs(p.y), 0.85 - (abs(p.x) * 0.866 + abs(p.y) * 0.5));
          }
          void main() {
            float depth = inside(gl_PointCoord * 2.0 - 1.0);
            if (depth < 0.0) discard;
            float border = v_pixel < 0.3 && depth < 1.5 * v_pixel ? 0.62 : 1.0;
            gl_FragColor = vec4(v_color.rgb * border * v_color.a, v_color.a);
          }`,
      };
    }

    processVisibleItem(_, offset, { x, y, size, shape, color }) {
      this.array.set([x, y, size, shape, floatColor(color)], offset);
    }

    setUniforms({ sizeRatio, pixelRatio, matrix }, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_pixelRatio, pixelRatio);
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    }
  }

  /* Up in the page is down on the screen, so heights change their sign on the way to sigma. */
  const graph = new Graph({ multi: true, type: "directed" });
  data.nodes.forEach(({ x, y, size }, number) => {
    const actor = data.actors[number];
    const { colour, shape } = meute.markOf(actor);
    graph.addNode(number, { x, y: -y, size, color: actor.figure ? "#00000000" : colour, shape: Math.max(0, SHAPES.indexOf(shape)) });
  });
  /* WebGL lays colours over each other as multiplied by their opacity already. */
  const multiplied = (colour, alpha) => `#${[1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) * alpha)
    .concat(255 * alpha).map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
  const colours = {};
  const faint = (count) => Math.max(0.06, Math.min(0.5, 9 / Math.sqrt(count + 1)));
  function recolour() {
    const counts = {};
    data.ties.forEach(({ trace }, number) => { if (shownEdges[number]) counts[trace] = (counts[trace] || 0) + 1; });
    for (const [kind, { colour }] of Object.entries(data.traces)) colours[kind] = multiplied(colour, faint(counts[kind] || 0));
  }
  data.edges.forEach(({ from, to }, number) => graph.addEdgeWithKey(number, from, to, { kind: data.ties[number].trace }));
  recolour();
  const sigma = new Sigma(graph, stage, {
    allowInvalidContainer: true, defaultEdgeType: "line", defaultNodeType: "shape", enableCameraRotation: false,
    edgeProgramClasses: { line: EdgeLineProgram }, nodeProgramClasses: { shape: ShapeProgram }, nodeHoverProgramClasses: { shape: ShapeProgram },
    edgeReducer: (key, { kind }) => ({ color: colours[kind], hidden: !shownEdges[key] }),
    nodeReducer: (key, attributes) => ({ ...attributes, hidden: !shownNodes[key] }),
    itemSizesReference: "positions", zoomToSizeRatioFunction: (ratio) => ratio, renderLabels: false, stagePadding: 40,
    doubleClickZoomingRatio: 1, inertiaDuration: 0, zoomDuration: 0,
  });
  meute.network = sigma;
  sigma.setCustomBBox(sigma.getBBox()); // what is filtered or dragged moves nothing else
  const camera = sigma.getCamera();

  const place = (number) => { const { x, y } = graph.getNodeAttributes(number); return { x, y: -y }; };
  const pixel = ({ x, y }) => sigma.graphToViewport({ x, y: -y });
  const plane = (point) => { const { x, y } = sigma.viewportToGraph(point); return { x, y: -y }; };
  const scale = () => pixel({ x: 1, y: 0 }).x - pixel({ x: 0, y: 0 }).x;
  const middle = () => ({ x: stage.clientWidth / 2, y: stage.clientHeight / 2 });

  function look({ position, scale: wanted = scale() }) {
    const { x, y } = sigma.viewportToFramedGraph(position ? pixel(position) : middle());
    camera.setState({ x, y, ratio: (camera.ratio * scale()) / wanted });
  }

  function fit(numbers) {
    const places = numbers.map(place);
    const range = (axis) => places.reduce(([least, most], at) => [Math.min(least, at[axis]), Math.max(most, at[axis])], [Infinity, -Infinity]);
    const [left, right] = places.length ? range("x") : [0, 1];
    const [top, bottom] = places.length ? range("y") : [0, 1];
    look({ position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.min(stage.clientWidth / Math.max(right - left, 60), stage.clientHeight / Math.max(bottom - top, 60)) });
  }

  /* The account whose centre is nearest of those beneath the pointer, or else the nearest edge. */
  function account(point) {
    const { x, y } = plane(point);
    const room = NEAR / scale();
    let hit;
    let least = Infinity;
    data.nodes.forEach(({ size }, number) => {
      if (!shownNodes[number]) return;
      const at = place(number);
      const distance = Math.hypot(at.x - x, at.y - y);
      if (distance <= Math.max(size, room) && distance < least) { hit = number; least = distance; }
    });
    return hit;
  }

  function edge(point) {
    const { x, y } = plane(point);
    let hit;
    let least = NEAR / scale();
    data.edges.forEach(({ from, to }, number) => {
      if (!shownEdges[number]) return;
      const a = place(from);
      const b = place(to);
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const distance = Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
      if (distance < least) { hit = number; least = distance; }
    });
    return hit;
  }

  /* Two layers of our own: discs beneath the edges, names and what is chosen above everything. */
  const layers = { below: null, above: null };
  const paints = { below: () => {}, above: () => {} };
  sigma.createCanvasContext("below", { beforeLayer: "edges" });
  sigma.createCanvasContext("above");
  for (const name of Object.keys(layers)) {
    layers[name] = sigma.getCanvases()[name].getContext("2d");
    layers[name].canvas.style.pointerEvents = "none";
  }
  sigma.resize(true);

  function chosen(context) {
    context.strokeStyle = HIGHLIGHT;
    for (const number of selected) {
      for (const tie of meute.edgesOf[number]) {
        if (!shownEdges[tie]) continue;
        const [a, b] = [pixel(place(data.edges[tie].from)), pixel(place(data.edges[tie].to))];
        context.beginPath();
        context.moveTo(a.x, a.y);
        context.lineTo(b.x, b.y);
        context.strokeStyle = data.traces[data.ties[tie].trace].colour;
        context.lineWidth = Math.max(1, (data.edges[tie].width || 1) * Math.min(1, scale()));
        context.stroke();
      }
      const at = pixel(place(number));
      context.beginPath();
      context.arc(at.x, at.y, Math.max(4, data.nodes[number].size * scale() + 2), 0, 2 * Math.PI);
      context.strokeStyle = HIGHLIGHT;
      context.lineWidth = 4;
      context.stroke();
    }
  }

  function paintLayers() {
    const { width, height } = sigma.getDimensions();
    const ratio = layers.above.canvas.width / width;
    const size = scale();
    const origin = pixel({ x: 0, y: 0 });
    layers.below.setTransform(1, 0, 0, 1, 0, 0);
    layers.below.clearRect(0, 0, layers.below.canvas.width, layers.below.canvas.height);
    layers.below.setTransform(ratio * size, 0, 0, ratio * size, ratio * origin.x, ratio * origin.y);
    paints.below(layers.below);
    layers.above.setTransform(ratio, 0, 0, ratio, 0, 0);
    layers.above.clearRect(0, 0, width, height);
    chosen(layers.above);
    paints.above(layers.above, width, height);
  }
  sigma.on("afterRender", paintLayers);

  const redraw = () => sigma.scheduleRender();

  function show(nodes, edges) {
    shownNodes = nodes;
    shownEdges = edges;
    recolour();
    sigma.refresh({ skipIndexation: true });
  }

  /* All layers on one sheet, as fine as they are. */
  function finer(draw) {
    sigma.refresh({ skipIndexation: true });
    const sheet = document.createElement("canvas");
    ({ width: sheet.width, height: sheet.height } = layers.above.canvas);
    const context = sheet.getContext("2d");
    for (const name of ["below", "edges", "nodes", "above"]) context.drawImage(sigma.getCanvases()[name], 0, 0);
    return draw(sheet);
  }

  function onHover(act, leave) {
    const mouse = sigma.getMouseCaptor();
    mouse.on("mousemovebody", (event) => {
      if (dragging !== null) {
        const { x, y } = plane(event);
        graph.mergeNodeAttributes(dragging, { x, y: -y });
        event.preventSigmaDefault();
        return;
      }
      const hit = event.original.target.closest?.("#network") ? account(event) : undefined;
      if (hit === undefined) leave(); else act(hit, event);
    });
    mouse.on("mousedown", (event) => { dragging = movable ? account(event) ?? null : null; });
    mouse.on("mouseup", () => { dragging = null; });
    camera.on("updated", leave);
  }

  return {
    plain: true, show, finer, scale, look, fit, place, pixel, redraw, onHover,
    view: () => ({ position: plane(middle()), scale: scale() }),
    select: (number) => { selected = [number]; redraw(); },
    unselect: () => { selected = []; redraw(); },
    selected: () => selected,
    movable: (on) => { movable = on; },
    resize: () => sigma.resize(true),
    below: (paint) => { paints.below = paint; },
    above: (paint) => { paints.above = paint; },
    onClick: (act) => sigma.on("clickStage", ({ event }) => {
      const actor = account(event);
      act(actor, actor === undefined ? edge(event) : undefined, event);
    }),
    onceDrawn: (act) => sigma.once("afterRender", act),
  };
})();
