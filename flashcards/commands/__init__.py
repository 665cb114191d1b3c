"""The words of the command line, a module for each thing that people do. Heavy imports wait inside the functions."""
