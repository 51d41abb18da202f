// Draws the map: triangles, segments of lines, symbols and curves, each placed by one uniform per draw call.
// Lengths are points; colors are straight sRGB until the last step. Edges are softened here, because there is no MSAA.

struct Draw {
    offset: vec2f,
    viewport: vec2f,
    scale: f32,
    pixels_per_point: f32,
    width: f32,
    is_linear: f32,
    color: vec4f,
    dash: vec2f,
    hatch: vec2f,
    // What is lit: a shape counted from 1, or a width; 0 for all.
    lit: f32,
    unlit: f32,
};

@group(0) @binding(0) var<uniform> draw: Draw;
@group(1) @binding(0) var table: texture_2d<f32>;

fn clip(position: vec2f) -> vec4f {
    let share = position / draw.viewport;
    return vec4f(share.x * 2.0 - 1.0, 1.0 - share.y * 2.0, 0.0, 1.0);
}

fn linear(color: vec3f) -> vec3f {
    let low = color / 12.92;
    let high = pow((color + 0.055) / 1.055, vec3f(2.4));
    return select(high, low, color <= vec3f(0.04045));
}

fn finish(color: vec4f) -> vec4f {
    if draw.is_linear > 0.5 {
        return vec4f(linear(color.rgb) * color.a, color.a);
    }
    return vec4f(color.rgb * color.a, color.a);
}

fn covered(distance: f32) -> f32 {
    return clamp(0.5 - distance * draw.pixels_per_point, 0.0, 1.0);
}

// How much of a mark is seen while one class of the legend is pointed at.
fn light(number: f32) -> f32 {
    return select(draw.unlit, 1.0, draw.lit == 0.0 || abs(number - draw.lit) < 0.01);
}

// Areas in one color.

@vertex
fn vs_area(@location(0) position: vec2f) -> @builtin(position) vec4f {
    return clip(draw.offset + draw.scale * position);
}

@fragment
fn fs_area() -> @location(0) vec4f {
    return finish(draw.color);
}

// Areas that look their color up by number; an opacity of 1/255 stands for the hatch.

struct Region {
    @builtin(position) clip: vec4f,
    @location(0) @interpolate(flat) color: vec4f,
    @location(1) screen: vec2f,
};

@vertex
fn vs_region(@location(0) position: vec2f, @location(1) number: u32) -> Region {
    var out: Region;
    let at = draw.offset + draw.scale * position;
    out.clip = clip(at);
    out.screen = at - draw.offset;
    out.color = textureLoad(table, vec2u(number % 256u, number / 256u), 0);
    return out;
}

@fragment
fn fs_region(in: Region) -> @location(0) vec4f {
    if in.color.a == 0.0 {
        discard;
    }
    if in.color.a < 0.006 {
        let across = (in.screen.x + in.screen.y) * 0.70710678;
        let spacing = draw.hatch.y;
        let from_line = abs(across - spacing * round(across / spacing)) - draw.hatch.x * 0.5;
        let ink = draw.color.a * covered(from_line);
        return finish(vec4f(mix(in.color.rgb, draw.color.rgb, ink), 1.0));
    }
    return finish(in.color);
}

// Segments of lines.

struct Segment {
    @builtin(position) clip: vec4f,
    @location(0) across: f32,
    @location(1) along: f32,
};

@vertex
fn vs_segment(
    @builtin(vertex_index) corner: u32,
    @location(0) start: vec2f,
    @location(1) end: vec2f,
    @location(2) along: f32,
) -> Segment {
    let from_at = draw.offset + draw.scale * start;
    let to_at = draw.offset + draw.scale * end;
    let travel = normalize(end - start);
    let side = f32(corner & 1u) * 2.0 - 1.0;
    let reach = side * (draw.width * 0.5 + 1.0 / draw.pixels_per_point);
    let is_end = (corner >> 1u) == 1u;
    var out: Segment;
    out.clip = clip(select(from_at, to_at, is_end) + vec2f(-travel.y, travel.x) * reach);
    out.across = reach;
    out.along = draw.scale * (along + select(0.0, distance(start, end), is_end));
    return out;
}

@fragment
fn fs_segment(in: Segment) -> @location(0) vec4f {
    // A line thinner than a pixel is a pixel wide and as much paler.
    let width = max(draw.width, 1.0 / draw.pixels_per_point);
    var ink = covered(abs(in.across) - width * 0.5) * draw.width / width;
    let period = draw.dash.x + draw.dash.y;
    if period > 0.0 {
        let place = in.along - period * floor(in.along / period);
        ink *= covered(place - draw.dash.x);
    }
    return finish(vec4f(draw.color.rgb, draw.color.a * ink));
}

// Symbols: an edge round a fill, and a halo round the edge.

struct Symbol {
    @builtin(position) clip: vec4f,
    @location(0) at: vec2f,
    @location(1) @interpolate(flat) shape: u32,
    @location(5) @interpolate(flat) group: u32,
    // The radius and half the width of a ring round the symbol; 0 for none.
    @location(6) @interpolate(flat) ring: vec2f,
    @location(2) @interpolate(flat) sizes: vec3f,
    @location(3) @interpolate(flat) fill: vec4f,
    @location(4) @interpolate(flat) edge: vec4f,
};

@vertex
fn vs_symbol(
    @builtin(vertex_index) corner: u32,
    @location(0) position: vec2f,
    @location(1) sizes: vec3f,
    @location(2) shape: u32,
    @location(3) fill: vec4f,
    @location(4) edge: vec4f,
    @location(5) shift: vec2f,
) -> Symbol {
    var out: Symbol;
    // Above the number of the shape stands that of the group, and above it whether there is a ring.
    out.shape = shape & 15u;
    out.group = shape & 4080u;
    out.ring = vec2f(0.0);
    if shape >= 4096u {
        let reach = select(1.36, 1.0, out.shape == 0u || out.shape == 6u);
        out.ring = vec2f(sizes.x * reach + 3.4 * draw.dash.y, 0.8 * draw.dash.y);
    }
    out.sizes = sizes;
    out.fill = fill;
    out.edge = edge;
    var moved = shift;
    // With a width every symbol stands back: small and pale at its true place, without an edge but where it is hollow.
    if draw.width > 0.0 {
        let is_hollow = out.shape == 6u;
        out.ring = vec2f(0.0);
        out.sizes = vec3f(draw.width, select(0.0, 0.8, is_hollow), 0.0);
        out.fill = vec4f(fill.rgb, fill.a * draw.dash.x);
        out.edge = vec4f(select(fill.rgb, edge.rgb, is_hollow), edge.a * draw.dash.x);
        moved = vec2f(0.0);
    }
    let reach = max(out.sizes.x * 1.4 + out.sizes.y + out.sizes.z, out.ring.x + out.ring.y) + 1.5;
    let direction = vec2f(f32(corner & 1u), f32(corner >> 1u)) * 2.0 - 1.0;
    out.at = direction * reach;
    out.clip = clip(draw.offset + draw.scale * position + moved + out.at);
    // What is part of a ring is moved out of every picture.
    if moved.x > 1e8 {
        out.clip = vec4f(2.0, 2.0, 2.0, 1.0);
    }
    return out;
}

fn half_plane(at: vec2f, point: vec2f, normal: vec2f) -> f32 {
    return dot(at - point, normalize(normal));
}

fn triangle(at: vec2f, radius: f32) -> f32 {
    let folded = vec2f(abs(at.x), at.y);
    return max(folded.y - 0.78 * radius, half_plane(folded, vec2f(0.0, -1.24 * radius), vec2f(2.02, -1.12)));
}

fn star(point: vec2f, radius: f32) -> f32 {
    let k1 = vec2f(0.80901699, -0.58778525);
    let k2 = vec2f(-k1.x, k1.y);
    var at = vec2f(abs(point.x), -point.y);
    at -= 2.0 * max(dot(k1, at), 0.0) * k1;
    at -= 2.0 * max(dot(k2, at), 0.0) * k2;
    at = vec2f(abs(at.x), at.y - 1.36 * radius);
    let side = vec2f(-k1.y, k1.x) * (0.60 / 1.36) - vec2f(0.0, 1.0);
    let share = clamp(dot(at, side) / dot(side, side), 0.0, 1.36 * radius);
    return length(at - side * share) * sign(at.y * side.x - at.x * side.y);
}

fn outline(shape: u32, at: vec2f, radius: f32) -> f32 {
    switch shape {
        case 1u: { return triangle(at, radius); }
        case 2u: { return max(abs(at.x), abs(at.y)) - 0.89 * radius; }
        case 3u: { return star(at, radius); }
        case 4u: { return half_plane(abs(at), vec2f(0.0, 1.25 * radius), vec2f(1.25, 1.10)); }
        case 5u: { return triangle(vec2f(at.x, -at.y), radius); }
        case 6u: { return length(at) - 0.86 * radius; }
        default: { return length(at) - radius; }
    }
}

@fragment
fn fs_symbol(in: Symbol) -> @location(0) vec4f {
    let away = outline(in.shape, in.at, in.sizes.x);
    let half_edge = in.sizes.y * 0.5;
    let in_fill = covered(away + half_edge);
    let in_edge = covered(away - half_edge);
    let in_halo = covered(away - half_edge - in.sizes.z);
    var color = vec4f(draw.color.rgb, draw.color.a * in_halo);
    if in.sizes.z == 0.0 {
        color = vec4f(in.edge.rgb, 0.0);
    }
    let edge_ink = in.edge.a * in_edge;
    let ringed = mix(color.rgb, in.edge.rgb, in_edge);
    let ringed_ink = select(max(color.a, edge_ink), edge_ink, in.sizes.z == 0.0);
    // A number below 17 lights a shape, a higher one a group.
    let lit = light(f32(select(in.group, in.shape, draw.lit < 17.0)) + 1.0);
    let ink = mix(ringed_ink, in.fill.a * in_fill, in_fill);
    let symbol = vec4f(mix(ringed, in.fill.rgb, in_fill), ink);
    if in.ring.x == 0.0 {
        return finish(vec4f(symbol.rgb, symbol.a * lit));
    }
    // Below the symbol lies a disc of the halo with an edge in the color opposite to it.
    let from_ring = length(in.at) - in.ring.x;
    let disc = covered(from_ring - in.ring.y);
    let in_ring = covered(abs(from_ring) - in.ring.y);
    let ground = mix(draw.color.rgb, vec3f(1.0) - draw.color.rgb, in_ring);
    return finish(vec4f(mix(ground, symbol.rgb, symbol.a), max(disc, symbol.a) * lit));
}

// Rings of crowds: a disc with a halo, then an arc for each share; an angle below every angle stands for the disc.

struct Ring {
    @builtin(position) clip: vec4f,
    @location(0) at: vec2f,
    @location(1) @interpolate(flat) shape: u32,
    @location(2) @interpolate(flat) sizes: vec3f,
    @location(3) @interpolate(flat) color: vec4f,
};

@vertex
fn vs_ring(
    @builtin(vertex_index) corner: u32,
    @location(0) center: vec2f,
    @location(1) sizes: vec3f,
    @location(2) shape: u32,
    @location(3) color: vec4f,
) -> Ring {
    let direction = vec2f(f32(corner & 1u), f32(corner >> 1u)) * 2.0 - 1.0;
    var out: Ring;
    out.at = direction * (sizes.x + 3.0);
    out.clip = clip(draw.offset + draw.scale * center + out.at);
    out.shape = shape;
    out.sizes = sizes;
    out.color = color;
    return out;
}

@fragment
fn fs_ring(in: Ring) -> @location(0) vec4f {
    let away = length(in.at);
    if in.sizes.y < -100.0 {
        let edge = in.sizes.x + 0.5;
        let inside = covered(away - edge + 0.9);
        let ink = mix(draw.color.a * covered(away - edge - 0.9), in.color.a, inside);
        return finish(vec4f(mix(draw.color.rgb, in.color.rgb, inside), ink));
    }
    let band = abs(away - (in.sizes.x - draw.width * 0.5)) - draw.width * 0.5;
    let turn = 6.28318531;
    let half_arc = (in.sizes.z - in.sizes.y) * 0.5;
    let from_middle = atan2(in.at.y, in.at.x) - (in.sizes.y + in.sizes.z) * 0.5;
    let beyond = (abs(from_middle - turn * round(from_middle / turn)) - half_arc) * away;
    // A whole ring has no ends.
    let ends = select(covered(beyond), 1.0, half_arc > 3.1415);
    return finish(vec4f(in.color.rgb, in.color.a * covered(band) * ends * light(f32(in.shape) + 1.0)));
}

// Curves between members, quadratic, as strips of sixteen pieces; and the heads of arrows.

struct Curve {
    @builtin(position) clip: vec4f,
    @location(0) across: f32,
    @location(1) @interpolate(flat) width: f32,
    @location(2) @interpolate(flat) color: vec4f,
};

@vertex
fn vs_curve(
    @builtin(vertex_index) corner: u32,
    @location(0) start: vec2f,
    @location(1) control: vec2f,
    @location(2) end: vec2f,
    @location(3) width: f32,
    @location(4) color: vec4f,
) -> Curve {
    let share = f32(corner >> 1u) / 16.0;
    let rest = 1.0 - share;
    let at = rest * rest * start + 2.0 * rest * share * control + share * share * end;
    let travel = normalize(2.0 * rest * (control - start) + 2.0 * share * (end - control));
    let side = f32(corner & 1u) * 2.0 - 1.0;
    let reach = side * (width * 0.5 + 1.0 / draw.pixels_per_point);
    var out: Curve;
    out.clip = clip(draw.offset + draw.scale * at + vec2f(-travel.y, travel.x) * reach);
    out.across = reach;
    out.width = width;
    out.color = color;
    return out;
}

@fragment
fn fs_curve(in: Curve) -> @location(0) vec4f {
    let ink = covered(abs(in.across) - in.width * 0.5) * light(in.width);
    return finish(vec4f(in.color.rgb, in.color.a * ink));
}

@vertex
fn vs_head(
    @builtin(vertex_index) corner: u32,
    @location(0) start: vec2f,
    @location(1) control: vec2f,
    @location(2) end: vec2f,
    @location(3) width: f32,
    @location(4) color: vec4f,
) -> @builtin(position) vec4f {
    let at = draw.offset + draw.scale * (0.09 * start + 0.42 * control + 0.49 * end);
    let slope = 0.6 * (control - start) + 1.4 * (end - control);
    let length_pt = length(slope) * draw.scale;
    let travel = normalize(slope);
    let sideways = vec2f(-travel.y, travel.x);
    let reach = select(0.0, 5.0 + width * 1.4, length_pt > 24.0);
    let half_width = select(0.0, 3.0 + width * 0.9, length_pt > 24.0);
    var place = at + travel * reach;
    if corner == 1u {
        place = at - travel * reach * 0.4 + sideways * half_width;
    } else if corner == 2u {
        place = at - travel * reach * 0.4 - sideways * half_width;
    }
    return clip(place);
}
