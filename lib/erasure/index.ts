export { Eraser, type EraserProps } from './eraser';
