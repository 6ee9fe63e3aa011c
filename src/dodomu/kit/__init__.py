"""The look and the feel: components, tables, forms, exports, error pages. See README.md."""
