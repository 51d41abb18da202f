//! The pipelines of the map and its draw calls: geometry goes to the card once, each frame brings uniforms only.
//!
//! No storage buffers and no multisampling, so that it also runs on OpenGL and on software rasterizers. What is drawn in
//! which order is told by `layers`.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use eframe::egui_wgpu::wgpu::util::{BufferInitDescriptor, DeviceExt};
use eframe::egui_wgpu::{self, CallbackTrait, RenderState, wgpu};
use egui::Rect;

use super::mesh::{
    ARC_BYTES, Bytes, CURVE_BYTES, SEGMENT_BYTES, SHIFT_BYTES, SYMBOL_BYTES, Segments, Triangles, VERTEX_BYTES, count,
};
use super::pipelines::Pipelines;
use crate::figure::color::Color;
use crate::figure::crowd::RING_BAND_PT;
use crate::figure::palette::{HATCH_LINE_PT, HATCH_SPACING_PT};
use crate::figure::scale::UNLIT;

/// Distance between the uniforms of two draw calls: the alignment that every card allows.
const UNIFORM_STEP: usize = 256;
/// Bytes of one uniform that the shader reads.
pub(super) const UNIFORM_BYTES: u64 = 80;
/// The color table is so many colors wide.
const TABLE_WIDTH: u32 = 256;
/// The opacity that stands for the hatch in the color table.
pub(super) const HATCHED: u8 = 1;

/// The graphics card with the map's pipelines.
#[derive(Clone)]
pub(super) struct Gpu {
    device: wgpu::Device,
    queue: wgpu::Queue,
    is_linear: bool,
    pipelines: Arc<Pipelines>,
    /// How often geometry was sent to the card, and how many bytes in all.
    sent: Arc<[AtomicU64; 2]>,
}

/// Triangles on the card.
#[derive(Clone, Debug)]
pub(super) struct Areas {
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    pub(super) index_count: u32,
}

/// Things of equal size on the card: segments, symbols or curves.
#[derive(Clone, Debug)]
pub(super) struct Instances {
    buffer: wgpu::Buffer,
    stride: u64,
    pub(super) count: u32,
}

/// The colors of the regions on the card.
#[derive(Clone, Debug)]
pub(super) struct ColorTable {
    texture: wgpu::Texture,
    group: wgpu::BindGroup,
    height: u32,
}

/// Where the origin of some geometry lies on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placement {
    /// From the upper left corner of the map, in points.
    pub(super) offset_pt: [f32; 2],
    /// Points per unit of the geometry.
    pub(super) scale: f32,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineStyle {
    pub(super) color: Color,
    pub(super) width_pt: f32,
    /// Length of dash and gap in points, zeros for a whole line.
    pub(super) dash_pt: [f32; 2],
}

/// How symbols are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct SymbolStyle {
    pub(super) halo: Color,
    /// The only shape that is lit.
    pub(super) lit: Option<u32>,
    /// The radius in points and the opacity of members that stand back, each at its true place.
    pub(super) standing_back: Option<(f32, f32)>,
    /// The factor on rings round symbols.
    pub(super) ring_factor: f32,
}

/// What one draw call draws.
#[derive(Clone, Debug)]
pub(super) enum Drawn {
    /// Areas in one color, up to an index.
    Areas(Areas, u32, Color),
    /// Regions by their color table, from an index to another; the color is that of the hatch.
    Regions(Areas, Range<u32>, ColorTable, Color),
    /// Segments of lines.
    Lines(Instances, Range<u32>, LineStyle),
    /// Symbols, and how far each is moved.
    Symbols(Instances, Instances, SymbolStyle),
    /// Arcs of rings; the color is that of their halo. The others dim where only one shape is lit.
    Rings(Instances, Color, Option<u32>),
    /// Curves. The others dim where only those of one width in points are lit.
    Curves(Instances, Option<f32>),
    /// The heads of arrows on curves, in one color.
    Heads(Instances, Color),
}

/// A draw call.
#[derive(Clone, Debug)]
pub(super) struct DrawCall {
    pub(super) drawn: Drawn,
    pub(super) place: Placement,
    /// The part of the screen that it may touch, in points; `None` for all of the map.
    pub(super) clip: Option<Rect>,
}

impl Gpu {
    /// Builds the pipelines for the window's target.
    pub(super) fn new(state: &RenderState) -> Self {
        Self {
            device: state.device.clone(),
            queue: state.queue.clone(),
            is_linear: state.target_format.is_srgb(),
            pipelines: Arc::new(Pipelines::new(&state.device, state.target_format)),
            sent: Arc::default(),
        }
    }

    /// How often geometry was sent to the card, and how many bytes in all.
    pub(super) fn sent(&self) -> (u64, u64) {
        let [times, bytes] = self.sent.as_ref();
        (times.load(Ordering::Relaxed), bytes.load(Ordering::Relaxed))
    }

    fn geometry(&self, bytes: &Bytes, usage: wgpu::BufferUsages) -> wgpu::Buffer {
        let [times, sent] = self.sent.as_ref();
        times.fetch_add(1, Ordering::Relaxed);
        sent.fetch_add(u64::try_from(bytes.0.len()).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.buffer(bytes, usage)
    }

    fn buffer(&self, bytes: &Bytes, usage: wgpu::BufferUsages) -> wgpu::Buffer {
        self.device.create_buffer_init(&BufferInitDescriptor {
            label: Some("map"),
            contents: &bytes.0,
            usage,
        })
    }

    /// Uploads triangles; nothing for none.
    pub(super) fn areas(&self, triangles: &Triangles) -> Option<Areas> {
        (triangles.index_count > 0).then(|| Areas {
            vertices: self.geometry(&triangles.vertices, wgpu::BufferUsages::VERTEX),
            indices: self.geometry(&triangles.indices, wgpu::BufferUsages::INDEX),
            index_count: triangles.index_count,
        })
    }

    fn instances(&self, bytes: &Bytes, stride: u64, count: u32) -> Option<Instances> {
        (count > 0).then(|| Instances {
            buffer: self.geometry(bytes, wgpu::BufferUsages::VERTEX),
            stride,
            count,
        })
    }

    /// Uploads segments; nothing for none.
    pub(super) fn segments(&self, segments: &Segments) -> Option<Instances> {
        self.instances(&segments.bytes, SEGMENT_BYTES, segments.count)
    }

    fn whole_instances(&self, bytes: &Bytes, stride: u64) -> Option<Instances> {
        let instance_count = bytes.0.len() / usize::try_from(stride).unwrap_or(1);
        self.instances(bytes, stride, count(instance_count))
    }

    /// Uploads symbols; nothing for none.
    pub(super) fn symbols(&self, bytes: &Bytes) -> Option<Instances> {
        self.whole_instances(bytes, SYMBOL_BYTES)
    }

    /// Uploads how far symbols are moved; nothing for none.
    pub(super) fn shifts(&self, bytes: &Bytes) -> Option<Instances> {
        self.whole_instances(bytes, SHIFT_BYTES)
    }

    /// Uploads arcs of rings; nothing for none.
    pub(super) fn rings(&self, bytes: &Bytes) -> Option<Instances> {
        self.whole_instances(bytes, ARC_BYTES)
    }

    /// Uploads curves; nothing for none.
    pub(super) fn curves(&self, bytes: &Bytes) -> Option<Instances> {
        self.whole_instances(bytes, CURVE_BYTES)
    }

    /// An empty table for the colors of so many regions.
    pub(super) fn color_table(&self, regions: usize) -> ColorTable {
        let height = count(regions).div_ceil(TABLE_WIDTH).clamp(1, 2048);
        let texture = self.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("region colors"),
            size: wgpu::Extent3d {
                width: TABLE_WIDTH,
                height,
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rgba8Unorm,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let group = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("region colors"),
            layout: &self.pipelines.table_layout,
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: wgpu::BindingResource::TextureView(&view),
            }],
        });
        ColorTable { texture, group, height }
    }

    /// Writes the colors of the regions in their order.
    pub(super) fn write_colors(&self, table: &ColorTable, colors: impl Iterator<Item = Color>) {
        let mut bytes = Bytes::default();
        for color in colors {
            bytes.color(color);
        }
        let wanted = usize::try_from(TABLE_WIDTH * table.height * 4).unwrap_or(0);
        bytes.0.resize(wanted, 0);
        self.queue.write_texture(
            table.texture.as_image_copy(),
            &bytes.0,
            wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(TABLE_WIDTH * 4),
                rows_per_image: Some(table.height),
            },
            wgpu::Extent3d {
                width: TABLE_WIDTH,
                height: table.height,
                depth_or_array_layers: 1,
            },
        );
    }

    /// The shape that draws these calls into a rectangle of the window.
    pub(super) fn paint(&self, rect: Rect, pixels_per_point: f32, calls: Vec<DrawCall>) -> egui::Shape {
        let mut bytes = Bytes::default();
        for call in &calls {
            self.write_uniform(&mut bytes, call, rect, pixels_per_point);
            let filled = bytes.0.len().next_multiple_of(UNIFORM_STEP);
            bytes.0.resize(filled, 0);
        }
        bytes.0.resize(bytes.0.len().max(UNIFORM_STEP), 0);
        let uniforms = self.buffer(&bytes, wgpu::BufferUsages::UNIFORM);
        let group = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("map"),
            layout: &self.pipelines.draw_layout,
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                    buffer: &uniforms,
                    offset: 0,
                    size: wgpu::BufferSize::new(UNIFORM_BYTES),
                }),
            }],
        });
        let callback = Callback {
            pipelines: Arc::clone(&self.pipelines),
            group,
            calls,
        };
        egui_wgpu::Callback::new_paint_callback(rect, callback).into()
    }

    fn write_uniform(&self, bytes: &mut Bytes, call: &DrawCall, rect: Rect, pixels_per_point: f32) {
        let whole = [0.0, 0.0];
        let (color, width_pt, dash_pt) = match &call.drawn {
            Drawn::Areas(_, _, color) | Drawn::Regions(_, _, _, color) | Drawn::Heads(_, color) => (*color, 0.0, whole),
            Drawn::Symbols(_, _, style) => {
                let (radius_pt, opacity) = style.standing_back.unwrap_or_default();
                (style.halo, radius_pt, [opacity, style.ring_factor])
            }
            Drawn::Rings(_, color, _) => (*color, RING_BAND_PT, whole),
            Drawn::Lines(_, _, style) => (style.color, style.width_pt, style.dash_pt),
            Drawn::Curves(..) => (Color::hex(0), 0.0, whole),
        };
        bytes.point(call.place.offset_pt);
        bytes.point([rect.width().max(1.0), rect.height().max(1.0)]);
        bytes.number(call.place.scale);
        bytes.number(pixels_per_point);
        bytes.number(width_pt);
        bytes.number(if self.is_linear { 1.0 } else { 0.0 });
        let share =
            |color: Color| [color.red, color.green, color.blue, color.alpha].map(|byte| f32::from(byte) / 255.0);
        for channel in share(color) {
            bytes.number(channel);
        }
        bytes.point(dash_pt);
        bytes.point([HATCH_LINE_PT, HATCH_SPACING_PT]);
        // Shapes are counted from 1 and widths are above 0, so that 0 lights all.
        bytes.number(match &call.drawn {
            Drawn::Symbols(_, _, SymbolStyle { lit: Some(shape), .. }) | Drawn::Rings(_, _, Some(shape)) => {
                u16::try_from(shape + 1).map_or(0.0, f32::from)
            }
            Drawn::Curves(_, Some(width_pt)) => *width_pt,
            _ => 0.0,
        });
        bytes.number(UNLIT);
    }
}

/// What egui calls while it draws the window.
struct Callback {
    pipelines: Arc<Pipelines>,
    group: wgpu::BindGroup,
    calls: Vec<DrawCall>,
}

impl CallbackTrait for Callback {
    fn paint(
        &self,
        info: egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        _resources: &egui_wgpu::CallbackResources,
    ) {
        for (number, call) in self.calls.iter().enumerate() {
            let clip = call.clip.map_or(info.clip_rect, |clip| clip.intersect(info.clip_rect));
            let Some([left, top, width, height]) = scissor(clip, &info) else {
                continue;
            };
            pass.set_scissor_rect(left, top, width, height);
            pass.set_bind_group(0, &self.group, &[count(number * UNIFORM_STEP)]);
            self.draw(&call.drawn, pass);
        }
        if let Some([left, top, width, height]) = scissor(info.clip_rect, &info) {
            pass.set_scissor_rect(left, top, width, height);
        }
    }
}

impl Callback {
    fn draw(&self, drawn: &Drawn, pass: &mut wgpu::RenderPass<'static>) {
        match drawn {
            Drawn::Areas(areas, end, _) => {
                pass.set_pipeline(&self.pipelines.areas);
                draw_areas(areas, 0..*end, pass);
            }
            Drawn::Regions(areas, range, table, _) => {
                pass.set_pipeline(&self.pipelines.regions);
                pass.set_bind_group(1, &table.group, &[]);
                draw_areas(areas, range.clone(), pass);
            }
            Drawn::Lines(instances, range, _) => {
                pass.set_pipeline(&self.pipelines.lines);
                draw_instances(instances, range.clone(), 4, pass);
            }
            Drawn::Symbols(instances, shifts, _) => {
                pass.set_pipeline(&self.pipelines.symbols);
                pass.set_vertex_buffer(1, shifts.buffer.slice(..));
                draw_instances(instances, 0..instances.count, 4, pass);
            }
            Drawn::Rings(instances, ..) => {
                pass.set_pipeline(&self.pipelines.rings);
                draw_instances(instances, 0..instances.count, 4, pass);
            }
            Drawn::Curves(instances, _) => {
                pass.set_pipeline(&self.pipelines.curves);
                draw_instances(instances, 0..instances.count, 34, pass);
            }
            Drawn::Heads(instances, _) => {
                pass.set_pipeline(&self.pipelines.heads);
                draw_instances(instances, 0..instances.count, 3, pass);
            }
        }
    }
}

fn draw_areas(areas: &Areas, range: Range<u32>, pass: &mut wgpu::RenderPass<'static>) {
    pass.set_vertex_buffer(0, areas.vertices.slice(..));
    pass.set_index_buffer(areas.indices.slice(..), wgpu::IndexFormat::Uint32);
    pass.draw_indexed(range.start..range.end.min(areas.index_count), 0, 0..1);
}

/// Draws a run of instances. The buffer is cut instead of counting from a first instance, which OpenGL cannot do.
fn draw_instances(instances: &Instances, range: Range<u32>, corners: u32, pass: &mut wgpu::RenderPass<'static>) {
    let end = range.end.min(instances.count);
    if range.start >= end {
        return;
    }
    let [from, to] = [range.start, end].map(|place| u64::from(place) * instances.stride);
    pass.set_vertex_buffer(0, instances.buffer.slice(from..to));
    pass.draw(0..corners, 0..end - range.start);
}

/// A rectangle in whole pixels inside the window; `None` where nothing of it is left.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and the window's size"
)]
fn scissor(clip: Rect, info: &egui::PaintCallbackInfo) -> Option<[u32; 4]> {
    let [width, height] = info.screen_size_px;
    let pixel = |points: f32, limit: u32| ((points * info.pixels_per_point).round().max(0.0) as u32).min(limit);
    let (left, right) = (pixel(clip.left(), width), pixel(clip.right(), width));
    let (top, bottom) = (pixel(clip.top(), height), pixel(clip.bottom(), height));
    (right > left && bottom > top).then(|| [left, top, right - left, bottom - top])
}

/// Bytes of a vertex, for the layout of the pipelines.
pub(super) const AREA_STRIDE: u64 = VERTEX_BYTES;
