// What the page's scripts use of sigma and graphology, under one name.
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

window.webgl = { EdgeLineProgram, Graph, NodeProgram, Sigma, floatColor };
