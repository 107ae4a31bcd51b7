"""Runs a Caffe net by OpenCV's DNN module. Arguments: the folder with net.prototxt, perhaps net.caffemodel, and NAME.f32 for
each input; then NAME=N,C,H,W for each input, and NAME for each wanted layer, whose output becomes NAME.opencv.f32."""
import pathlib
import sys

import cv2
import numpy

folder = pathlib.Path(sys.argv[1])
weights = folder / "net.caffemodel"
files = [str(folder / "net.prototxt")] + ([str(weights)] if weights.exists() else [])
net = cv2.dnn.readNetFromCaffe(*files)
wanted = []
for argument in sys.argv[2:]:
    name, _, shape = argument.partition("=")
    if shape:
        values = numpy.fromfile(folder / (name + ".f32"), "<f4")
        net.setInput(values.reshape([int(n) for n in shape.split(",")]), name)
    else:
        wanted.append(name)
for name, output in zip(wanted, net.forward(wanted)):
    output.astype("<f4").tofile(folder / (name + ".opencv.f32"))
