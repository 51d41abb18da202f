//! The render pipelines: which bytes the shader reads as what, and how colors mix. `gpu` uses them.

use eframe::egui_wgpu::wgpu::{self, VertexFormat};

use super::gpu::{AREA_STRIDE, UNIFORM_BYTES};
use super::mesh::{ARC_BYTES, CURVE_BYTES, SEGMENT_BYTES, SHIFT_BYTES, SYMBOL_BYTES, count};

/// One pipeline for each kind of thing.
pub(super) struct Pipelines {
    pub(super) draw_layout: wgpu::BindGroupLayout,
    pub(super) table_layout: wgpu::BindGroupLayout,
    pub(super) areas: wgpu::RenderPipeline,
    pub(super) regions: wgpu::RenderPipeline,
    pub(super) lines: wgpu::RenderPipeline,
    pub(super) symbols: wgpu::RenderPipeline,
    pub(super) rings: wgpu::RenderPipeline,
    pub(super) curves: wgpu::RenderPipeline,
    pub(super) heads: wgpu::RenderPipeline,
}

/// What differs between the pipelines.
struct Recipe<'a> {
    vertex: &'a str,
    fragment: &'a str,
    stride: u64,
    step: wgpu::VertexStepMode,
    attributes: &'a [(VertexFormat, u64)],
    /// The bytes of a second buffer and what they are, counted on from the first.
    second: Option<(u64, VertexFormat)>,
    topology: wgpu::PrimitiveTopology,
}

impl Pipelines {
    /// Compiles the shader and builds all pipelines for a target.
    pub(super) fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let draw_layout = draw_layout(device);
        let table_layout = table_layout(device);
        let shader = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("map"),
            source: wgpu::ShaderSource::Wgsl(include_str!("map.wgsl").into()),
        });
        let layout_of = |groups: &[Option<&wgpu::BindGroupLayout>]| {
            device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
                label: Some("map"),
                bind_group_layouts: groups,
                immediate_size: 0,
            })
        };
        let plain = layout_of(&[Some(&draw_layout)]);
        let with_table = layout_of(&[Some(&draw_layout), Some(&table_layout)]);
        let build =
            |layout: &wgpu::PipelineLayout, recipe: &Recipe<'_>| pipeline(device, (&shader, layout, format), recipe);
        let [areas, regions, lines, symbols, rings, curves, heads] = recipes();
        Self {
            areas: build(&plain, &areas),
            regions: build(&with_table, &regions),
            lines: build(&plain, &lines),
            symbols: build(&plain, &symbols),
            rings: build(&plain, &rings),
            curves: build(&plain, &curves),
            heads: build(&plain, &heads),
            draw_layout,
            table_layout,
        }
    }
}

const CURVE: &[(VertexFormat, u64)] = &[
    (VertexFormat::Float32x2, 0),
    (VertexFormat::Float32x2, 8),
    (VertexFormat::Float32x2, 16),
    (VertexFormat::Float32, 24),
    (VertexFormat::Unorm8x4, 28),
];

fn recipes() -> [Recipe<'static>; 7] {
    let areas = Recipe {
        vertex: "vs_area",
        fragment: "fs_area",
        stride: AREA_STRIDE,
        step: wgpu::VertexStepMode::Vertex,
        attributes: &[(VertexFormat::Float32x2, 0)],
        second: None,
        topology: wgpu::PrimitiveTopology::TriangleList,
    };
    let regions = Recipe {
        vertex: "vs_region",
        fragment: "fs_region",
        attributes: &[(VertexFormat::Float32x2, 0), (VertexFormat::Uint32, 8)],
        ..areas
    };
    let lines = Recipe {
        vertex: "vs_segment",
        fragment: "fs_segment",
        stride: SEGMENT_BYTES,
        step: wgpu::VertexStepMode::Instance,
        attributes: &[
            (VertexFormat::Float32x2, 0),
            (VertexFormat::Float32x2, 8),
            (VertexFormat::Float32, 16),
        ],
        second: None,
        topology: wgpu::PrimitiveTopology::TriangleStrip,
    };
    let symbols = Recipe {
        vertex: "vs_symbol",
        fragment: "fs_symbol",
        stride: SYMBOL_BYTES,
        attributes: &[
            (VertexFormat::Float32x2, 0),
            (VertexFormat::Float32x3, 8),
            (VertexFormat::Uint32, 20),
            (VertexFormat::Unorm8x4, 24),
            (VertexFormat::Unorm8x4, 28),
        ],
        second: Some((SHIFT_BYTES, VertexFormat::Float32x2)),
        ..lines
    };
    let rings = Recipe {
        vertex: "vs_ring",
        fragment: "fs_ring",
        stride: ARC_BYTES,
        attributes: &[
            (VertexFormat::Float32x2, 0),
            (VertexFormat::Float32x3, 8),
            (VertexFormat::Uint32, 20),
            (VertexFormat::Unorm8x4, 24),
        ],
        ..lines
    };
    let curves = Recipe {
        vertex: "vs_curve",
        fragment: "fs_curve",
        stride: CURVE_BYTES,
        attributes: CURVE,
        ..lines
    };
    let heads = Recipe {
        vertex: "vs_head",
        fragment: "fs_area",
        topology: wgpu::PrimitiveTopology::TriangleList,
        ..curves
    };
    [areas, regions, lines, symbols, rings, curves, heads]
}

fn draw_layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("map"),
        entries: &[wgpu::BindGroupLayoutEntry {
            binding: 0,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: true,
                min_binding_size: wgpu::BufferSize::new(UNIFORM_BYTES),
            },
            count: None,
        }],
    })
}

fn table_layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("region colors"),
        entries: &[wgpu::BindGroupLayoutEntry {
            binding: 0,
            visibility: wgpu::ShaderStages::VERTEX,
            ty: wgpu::BindingType::Texture {
                sample_type: wgpu::TextureSampleType::Float { filterable: false },
                view_dimension: wgpu::TextureViewDimension::D2,
                multisampled: false,
            },
            count: None,
        }],
    })
}

fn pipeline(
    device: &wgpu::Device,
    (shader, layout, format): (&wgpu::ShaderModule, &wgpu::PipelineLayout, wgpu::TextureFormat),
    recipe: &Recipe<'_>,
) -> wgpu::RenderPipeline {
    let attributes: Vec<wgpu::VertexAttribute> = (0..)
        .zip(recipe.attributes)
        .map(|(shader_location, (format, offset))| wgpu::VertexAttribute {
            format: *format,
            offset: *offset,
            shader_location,
        })
        .collect();
    let layout_of = |array_stride: u64, attributes| wgpu::VertexBufferLayout {
        array_stride,
        step_mode: recipe.step,
        attributes,
    };
    let second = recipe.second.map(|(stride, format)| {
        let attribute = wgpu::VertexAttribute {
            format,
            offset: 0,
            shader_location: count(recipe.attributes.len()),
        };
        (stride, [attribute])
    });
    let mut buffers = vec![Some(layout_of(recipe.stride, attributes.as_slice()))];
    buffers.extend(
        second
            .as_ref()
            .map(|(stride, attribute)| Some(layout_of(*stride, attribute))),
    );
    // egui works in premultiplied alpha, and so must what is drawn beside it.
    let over = |src_factor, dst_factor| wgpu::BlendComponent {
        src_factor,
        dst_factor,
        operation: wgpu::BlendOperation::Add,
    };
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some(recipe.vertex),
        layout: Some(layout),
        vertex: wgpu::VertexState {
            module: shader,
            entry_point: Some(recipe.vertex),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            buffers: &buffers,
        },
        fragment: Some(wgpu::FragmentState {
            module: shader,
            entry_point: Some(recipe.fragment),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            targets: &[Some(wgpu::ColorTargetState {
                format,
                blend: Some(wgpu::BlendState {
                    color: over(wgpu::BlendFactor::One, wgpu::BlendFactor::OneMinusSrcAlpha),
                    alpha: over(wgpu::BlendFactor::OneMinusDstAlpha, wgpu::BlendFactor::One),
                }),
                write_mask: wgpu::ColorWrites::ALL,
            })],
        }),
        primitive: wgpu::PrimitiveState {
            topology: recipe.topology,
            ..wgpu::PrimitiveState::default()
        },
        depth_stencil: None,
        multisample: wgpu::MultisampleState::default(),
        multiview_mask: None,
        cache: None,
    })
}
