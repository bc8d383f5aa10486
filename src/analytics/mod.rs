//! Figures over many batches. Pure.
