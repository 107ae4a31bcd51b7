"""OpenCV's side of inference.sh: times the forward pass of a net. Arguments: net, caffemodel, pictures as float32, their
shape (N,C,H,W), the file for the result, threads, seconds."""
import sys
import time

import cv2
import numpy

net_file, weights, pictures, shape, result, threads, seconds = sys.argv[1:]
cv2.setNumThreads(int(threads))
net = cv2.dnn.readNetFromCaffe(net_file, weights)
net.setPreferableBackend(cv2.dnn.DNN_BACKEND_OPENCV)
net.setPreferableTarget(cv2.dnn.DNN_TARGET_CPU)
net.setInput(numpy.fromfile(pictures, "<f4").reshape([int(n) for n in shape.split(",")]))
for _ in range(3):
    output = net.forward()
times = []
begin = time.perf_counter()
while len(times) < 3 or time.perf_counter() - begin < float(seconds):
    start = time.perf_counter()
    output = net.forward()
    times.append(time.perf_counter() - start)
output.astype("<f4").tofile(result)
print("OpenCV", cv2.__version__, "threads", cv2.getNumThreads())
print("Median forward: %.3f ms of %d" % (sorted(times)[len(times) // 2] * 1e3, len(times)))
