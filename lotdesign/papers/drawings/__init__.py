"""Pictures of a paper as SVG that every form can show: plain attributes, no style, no script."""
