"""Sollicitations to the support, told to the program where an organisation keeps its tickets."""
