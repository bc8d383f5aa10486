//! OMR Batch Console.
