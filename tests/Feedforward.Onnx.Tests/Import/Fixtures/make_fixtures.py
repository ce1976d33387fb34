"""Writes the ONNX files in this folder, each as one exporter writes it: the same operators, attributes, shapes and names.

Needs numpy, onnx 1.12 and scikit-learn 1.2 (Debian: python3-onnx, python3-sklearn). PyTorch, Keras and skl2onnx are not
needed: the graphs are put together by hand after what these programs write. Where scikit-learn trained the network, its own
predictions lie beside the file as JSON.
"""
import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(7)


def weights(*shape, size=0.7):
    return random.normal(0, size, shape).astype(np.float32)


def tensor(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def constant(output, array):
    return helper.make_node("Constant", [], [output], name=output.replace("_output_0", ""), value=tensor("", array))


def number(value):
    return np.array(value, dtype=np.float32)


def integers(*values):
    return np.array(values, dtype=np.int64)


def info(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def save(name, nodes, inputs, outputs, initializers, opset, producer, version, classical=False, check=True):
    graph = helper.make_graph(nodes, "main_graph", inputs, outputs, initializers)
    sets = [helper.make_opsetid("", opset)] + ([helper.make_opsetid("ai.onnx.ml", 1)] if classical else [])
    model = helper.make_model(graph, producer_name=producer, producer_version=version, opset_imports=sets, ir_version=8)
    if check:
        onnx.checker.check_model(model)
    with open(os.path.join(HERE, name + ".onnx"), "wb") as file:
        file.write(model.SerializeToString())


class Torch:
    """Names and constants as torch.onnx.export (TorchScript) gives them since 1.13."""

    def __init__(self, inputs, width):
        self.nodes, self.initializers, self.last, self.width, self.inputs = [], [], inputs[0].name, width, inputs
        self.count = {}

    def add(self, module, operator, others=(), value=None, **attributes):
        path = (module + "/" if module else "/") + operator
        number_of = self.count.get(path, 0)
        self.count[path] = number_of + 1
        name = path + (f"_{number_of}" if number_of else "")
        output = name + "_output_0"
        self.nodes.append(helper.make_node(operator, [self.last if value is None else value, *others], [output], name=name, **attributes))
        self.last = output
        return output

    def constant(self, module, array):
        path = (module + "/" if module else "/") + "Constant"
        number_of = self.count.get(path, 0)
        self.count[path] = number_of + 1
        output = path + (f"_{number_of}" if number_of else "") + "_output_0"
        self.nodes.append(constant(output, array))
        return output

    def parameter(self, name, array):
        self.initializers.append(tensor(name, array))
        return name

    def linear(self, module, units):
        key = module.strip("/").replace("/", ".")
        w = self.parameter(key + ".weight", weights(units, self.width, size=1 / np.sqrt(self.width)))
        b = self.parameter(key + ".bias", weights(units, size=0.3))
        self.width = units
        return self.add(module, "Gemm", [w, b], alpha=1.0, beta=1.0, transB=1)

    def gelu(self, module):
        x = self.last
        root = self.constant(module, number(np.sqrt(2)))
        self.add(module, "Div", [root])
        self.add(module, "Erf")
        one = self.constant(module, number(1))
        self.add(module, "Add", [one])
        erf = self.last
        self.add(module, "Mul", [erf], value=x)
        half = self.constant(module, number(0.5))
        return self.add(module, "Mul", [half])

    def gelu_tanh(self, module):
        """torch.nn.GELU(approximate='tanh')"""
        x = self.last
        self.add(module, "Mul", [x], value=x)
        self.add(module, "Mul", [self.last], value=x)
        cube = self.last
        self.add(module, "Mul", [cube], value=self.constant(module, number(0.044715)))
        self.add(module, "Add", [self.last], value=x)
        inner = self.last
        self.add(module, "Mul", [inner], value=self.constant(module, number(np.sqrt(2 / np.pi))))
        self.add(module, "Tanh")
        tanh = self.last
        self.add(module, "Add", [tanh], value=self.constant(module, number(1)))
        self.add(module, "Mul", [self.last], value=x)
        return self.add(module, "Mul", [self.last], value=self.constant(module, number(0.5)))

    def layer_norm(self, module):
        """Opset 16 and below."""
        key = module.strip("/").replace("/", ".")
        x = self.last
        mean = self.add(module, "ReduceMean", axes=[-1])
        centered = self.add(module, "Sub", [mean], value=x)
        two = self.constant(module, number(2))
        self.add(module, "Pow", [two], value=centered)
        self.add(module, "ReduceMean", axes=[-1])
        self.add(module, "Add", [self.constant(module, number(1e-5))], value=self.last)
        root = self.add(module, "Sqrt")
        self.add(module, "Div", [root], value=centered)
        self.add(module, "Mul", [self.parameter(key + ".weight", 1 + weights(self.width, size=0.2))])
        return self.add(module, "Add", [self.parameter(key + ".bias", weights(self.width, size=0.2))])

    def batch_norm(self, module):
        key = module.strip("/").replace("/", ".")
        names = [
            self.parameter(key + ".weight", 1 + weights(self.width, size=0.2)),
            self.parameter(key + ".bias", weights(self.width, size=0.2)),
            self.parameter(key + ".running_mean", weights(self.width, size=0.5)),
            self.parameter(key + ".running_var", (0.5 + random.random(self.width)).astype(np.float32)),
        ]
        return self.add(module, "BatchNormalization", names, epsilon=1e-5, momentum=0.9, training_mode=0)

    def save(self, name, opset=17, output="output", outputs=None):
        self.nodes[-1].output[0] = output
        save(name, self.nodes, self.inputs, [info(output, outputs or ["batch", self.width])], self.initializers, opset, "pytorch", "2.4.1")


def torch_files():
    net = Torch([info("input", ["batch", 5])], 5)
    net.linear("/0", 8), net.add("/1", "Relu"), net.linear("/3", 7), net.add("/4", "Tanh"), net.linear("/5", 3)
    net.save("torch-mlp")

    # Exported without dynamic axes: one example.
    net = Torch([info("input", [1, 2, 3])], 6)
    net.add("/flatten", "Flatten", axis=1), net.linear("/0", 4), net.add("/1", "Sigmoid"), net.linear("/2", 1), net.add("/3", "Sigmoid")
    net.save("torch-one-example", outputs=[1, 1])

    net = Torch([info("input", ["batch", 6])], 6)
    net.linear("/fc1", 9), net.gelu("/act")
    net.linear("/fc2", 8)
    x = net.last
    net.add("/act_1", "Sigmoid"), net.add("/act_1", "Mul", [net.last], value=x)
    net.linear("/fc3", 8)
    x = net.last
    net.add("/act_2", "Softplus"), net.add("/act_2", "Tanh"), net.add("/act_2", "Mul", [net.last], value=x)
    net.linear("/fc4", 7), net.add("/act_3", "Softplus")
    net.linear("/fc5", 7), net.gelu_tanh("/act_4")
    net.linear("/fc6", 4), net.add("", "LogSoftmax", axis=1)
    net.save("torch-activations")

    net = Torch([info("x", ["N", 5])], 5)
    net.linear("/stem", 6)
    for block in ("/blocks.0", "/blocks.1"):
        x = net.last
        net.layer_norm(block + "/norm"), net.linear(block + "/fc1", 9), net.add(block + "/act", "Relu"), net.linear(block + "/fc2", 6)
        net.add(block, "Add", [net.last], value=x)
    net.layer_norm("/norm"), net.linear("/head", 3), net.add("", "Softmax", axis=-1)
    net.save("torch-residual", opset=16, output="probs")

    net = Torch([info("input", ["batch", 1, 4, 3])], 12)
    net.add("/flatten", "Flatten", axis=1)
    net.linear("/0", 8), net.batch_norm("/1"), net.add("/2", "LeakyRelu", alpha=0.2)
    net.linear("/3", 8), net.add("/4", "Clip", [net.constant("/4", number(0)), net.constant("/4", number(6))], value=net.last)
    net.linear("/5", 8), net.add("/6", "HardSigmoid", alpha=1 / 6, beta=0.5)
    net.linear("/7", 8), net.add("/8", "Clip", [net.constant("/8", number(-1)), net.constant("/8", number(1))], value=net.last)
    net.linear("/9", 8)
    x = net.last
    net.add("/10", "Abs"), net.add("/10", "Add", [net.constant("/10", number(1))], value=net.last), net.add("/10", "Div", [net.last], value=x)
    net.linear("/11", 8), net.add("/12", "PRelu", [net.parameter("12.weight", weights(8, size=0.3))])
    net.linear("/13", 8), net.add("/14", "Elu", alpha=1.0), net.linear("/15", 8), net.add("/16", "Selu")
    net.linear("/17", 2)
    net.save("torch-more-activations")

    # Two layers that share their weights: the exporter names them twice.
    net = Torch([info("input", ["batch", 4])], 4)
    w, b = net.parameter("a.weight", weights(4, 4, size=0.5)), net.parameter("a.bias", weights(4, size=0.3))
    net.nodes.append(helper.make_node("Identity", [w], ["b.weight"], name="Identity_0"))
    net.nodes.append(helper.make_node("Identity", [b], ["b.bias"], name="Identity_1"))
    net.add("/a", "Gemm", [w, b], alpha=1.0, beta=1.0, transB=1), net.add("/act", "Relu")
    net.add("/b", "Gemm", ["b.weight", "b.bias"], alpha=1.0, beta=1.0, transB=1), net.add("/act_1", "Relu")
    net.linear("/c", 2)
    net.save("torch-shared")

    # A shortcut with a product of its own, and features joined with what was made of them; nn.Linear without bias is MatMul.
    net = Torch([info("input", ["batch", 4])], 4)
    x = net.last
    net.linear("/fc1", 6), net.add("/act", "Relu"), net.linear("/fc2", 5)
    branch = net.last
    w = net.parameter("onnx::MatMul_42", weights(4, 5, size=0.5))
    shortcut = net.add("/shortcut", "MatMul", [w], value=x)
    net.add("", "Add", [shortcut], value=branch)
    net.add("/act_1", "Relu")
    net.add("", "Concat", [net.last], value=x, axis=1)
    net.width = 9
    net.linear("/head", 2)
    net.save("torch-branches")

    # A table: two categories with embeddings, three numbers with batch normalisation.
    net = Torch([info("x_categ", ["batch", 2], TensorProto.INT64), info("x_cont", ["batch", 3])], 3)
    embedded = []
    for i, (count, size) in enumerate([(4, 2), (6, 3)]):
        index = net.constant("", np.array(i, dtype=np.int64))
        column = net.add("", "Gather", [index], value="x_categ", axis=1)
        embedded.append(net.add(f"/emb.{i}", "Gather", [column], value=net.parameter(f"emb.{i}.weight", weights(count, size))))
    joined = net.add("", "Concat", [embedded[1]], value=embedded[0], axis=1)
    net.last = "x_cont"
    numbers = net.batch_norm("/bn")
    net.add("", "Concat", [numbers], value=joined, axis=1)
    net.width = 8
    net.linear("/fc", 6), net.add("/act", "Relu"), net.linear("/out", 1), net.add("", "Sigmoid")
    net.save("torch-table")


def keras_files():
    """As tf2onnx writes Keras models: MatMul and Add, weights that were variables, shapes at both ends."""
    model, nodes, initial = "sequential", [], []

    def parameter(name, array):
        initial.append(tensor(name, array))
        return name

    def add(name, operator, inputs, **attributes):
        nodes.append(helper.make_node(operator, inputs, [name + ":0"], name=name, **attributes))
        return name + ":0"

    def dense(layer, x, rows, units, activation=None):
        path = f"{model}/{layer}"
        x = add(path + "/MatMul", "MatMul", [x, parameter(path + "/MatMul/ReadVariableOp:0", weights(rows, units, size=0.5))])
        x = add(path + "/BiasAdd", "Add", [x, parameter(path + "/BiasAdd/ReadVariableOp:0", weights(units, size=0.3))])
        return add(f"{path}/{activation}", activation, [x]) if activation else x

    # Batch normalisation behind a dense layer has become a factor and a term; float64 input is cast.
    x = add(f"{model}/Cast", "Cast", ["dense_input"], to=TensorProto.FLOAT)
    x = dense("dense", x, 4, 8)
    path = f"{model}/batch_normalization/batchnorm"
    x = add(path + "/mul_1", "Mul", [x, parameter(path + "/mul:0", 1 + weights(8, size=0.3))])
    x = add(path + "/add_1", "Add", [x, parameter(path + "/sub:0", weights(8, size=0.3))])
    x = add(f"{model}/re_lu/Relu", "Relu", [x])
    path = f"{model}/batch_normalization_1/batchnorm"
    x = add(path + "/mul_1", "Mul", [x, parameter(path + "/mul:0", 1 + weights(8, size=0.3))])
    x = add(path + "/add_1", "Add", [x, parameter(path + "/sub:0", weights(8, size=0.3))])
    x = dense("dense_1", x, 8, 6, "Elu")
    x = dense("dense_2", x, 6, 3)
    nodes.append(helper.make_node("Softmax", [x], ["dense_2"], name=f"{model}/dense_2/Softmax", axis=-1))
    save("keras-classes", nodes, [info("dense_input", ["unk__1", 4], TensorProto.DOUBLE)], [info("dense_2", ["unk__1", 3])], initial, 15, "tf2onnx", "1.16.1")

    # Images: normalised (mean and variance as constants), flattened by a computed shape; one number at the end, squeezed.
    nodes.clear(), initial.clear()
    path = f"{model}/normalization"
    x = add(path + "/sub", "Sub", ["input_1", parameter(path + "/Sub/y:0", weights(1, 1, 3))])
    x = add(path + "/truediv", "Div", [x, parameter(path + "/Sqrt:0", (0.5 + random.random((1, 1, 3))).astype(np.float32))])
    shape = add(f"{model}/flatten/Shape", "Shape", [x])
    one = add(f"{model}/flatten/strided_slice", "Slice", [shape, parameter("zero", integers(0)), parameter("one", integers(1)), parameter("axis", integers(0))])
    wanted = add(f"{model}/flatten/stack", "Concat", [one, parameter("rest", integers(-1))], axis=0)
    x = add(f"{model}/flatten/Reshape", "Reshape", [x, parameter("size", integers(-1, 6))])
    x = add(f"{model}/flatten_1/Reshape", "Reshape", [x, wanted])
    x = dense("dense", x, 6, 5, "Softsign")
    x = add(f"{model}/leaky_re_lu", "LeakyRelu", [x], alpha=0.3)
    x = dense("dense_1", x, 5, 5)
    x = add(f"{model}/dense_1/HardSigmoid", "HardSigmoid", [x], alpha=0.2, beta=0.5)
    x = dense("dense_2", x, 5, 1)
    nodes.append(helper.make_node("Squeeze", [x, parameter("last", integers(1))], ["tf.squeeze"], name=f"{model}/Squeeze"))
    save("keras-number", nodes, [info("input_1", ["unk__7", 2, 3])], [info("tf.squeeze", ["unk__7"])], initial, 13, "tf2onnx", "1.16.1")


def sklearn_graph(name, mlp, features, scaler=None):
    """skl2onnx's converter of MLPClassifier and MLPRegressor, with the options it has by default (ZipMap)."""
    nodes, initial = [], []
    x = "float_input"
    if scaler is not None:
        nodes.append(helper.make_node(
            "Scaler", [x], ["variable"], name="Scaler", domain="ai.onnx.ml",
            offset=scaler.mean_.astype(np.float32).tolist(), scale=(1 / scaler.scale_).astype(np.float32).tolist()))
        x = "variable"
    x, before = "cast_input", x
    nodes.append(helper.make_node("Cast", [before], [x], name="Cast", to=TensorProto.FLOAT))
    operators = {"relu": "Relu", "tanh": "Tanh", "logistic": "Sigmoid", "softmax": "Softmax", "identity": "Identity"}
    last = mlp.n_layers_ - 2
    for i in range(mlp.n_layers_ - 1):
        suffix = str(i) if i else ""
        initial.append(tensor("coefficient" + suffix, mlp.coefs_[i].astype(np.float32)))
        initial.append(tensor("intercepts" + suffix, mlp.intercepts_[i].astype(np.float32).reshape(1, -1)))
        nodes.append(helper.make_node("MatMul", [x, "coefficient" + suffix], ["mul_result" + suffix], name="MatMul" + suffix))
        nodes.append(helper.make_node("Add", ["mul_result" + suffix, "intercepts" + suffix], ["add_result" + suffix], name="Add" + suffix))
        x = "out_activations_result" if i == last else "next_activations" + suffix
        operator = operators[mlp.out_activation_ if i == last else mlp.activation]
        nodes.append(helper.make_node(operator, ["add_result" + suffix], [x], name=operator + ("_out" if i == last else suffix)))
    inputs = [info("float_input", [None, features])]
    if isinstance(mlp, MLPRegressor):
        initial.append(tensor("shape_tensor", integers(-1, 1)))
        nodes.append(helper.make_node("Reshape", [x, "shape_tensor"], ["variable_out"], name="Reshape"))
        save(name, nodes, inputs, [info("variable_out", [None, 1])], initial, 15, "skl2onnx", "1.16.0", classical=True)
        return
    if len(mlp.classes_) == 2:
        initial.append(tensor("unity", number(1)))
        nodes.append(helper.make_node("Sub", ["unity", x], ["negative_class_proba"], name="Sub"))
        nodes.append(helper.make_node("Concat", ["negative_class_proba", x], ["probabilities"], name="Concat", axis=1))
    else:
        nodes.append(helper.make_node("Identity", [x], ["probabilities"], name="Identity"))
    are_texts = mlp.classes_.dtype.kind in "OU"
    if are_texts:
        initial.append(helper.make_tensor("classes", TensorProto.STRING, [len(mlp.classes_)], [str(c).encode() for c in mlp.classes_]))
    else:
        initial.append(helper.make_tensor("classes", TensorProto.INT32, [len(mlp.classes_)], mlp.classes_.astype(int).tolist()))
    nodes.append(helper.make_node("ArgMax", ["probabilities"], ["argmax_output"], name="ArgMax", axis=1))
    nodes.append(helper.make_node("ArrayFeatureExtractor", ["classes", "argmax_output"], ["array_feature_extractor_result"], name="ArrayFeatureExtractor", domain="ai.onnx.ml"))
    initial.append(tensor("shape_tensor", integers(-1)))
    labels = "array_feature_extractor_result"
    if not are_texts:
        nodes.append(helper.make_node("Cast", [labels], ["cast_result"], name="Cast1", to=TensorProto.INT64))
        labels = "cast_result"
    nodes.append(helper.make_node("Reshape", [labels, "shape_tensor"], ["output_label"], name="Reshape"))
    attribute = {"classlabels_strings": [str(c) for c in mlp.classes_]} if are_texts else {"classlabels_int64s": mlp.classes_.astype(int).tolist()}
    nodes.append(helper.make_node("ZipMap", ["probabilities"], ["output_probability"], name="ZipMap", domain="ai.onnx.ml", **attribute))
    kind = TensorProto.STRING if are_texts else TensorProto.INT64
    zipped = onnx.ValueInfoProto(name="output_probability")
    zipped.type.sequence_type.elem_type.map_type.key_type = kind
    zipped.type.sequence_type.elem_type.map_type.value_type.tensor_type.elem_type = TensorProto.FLOAT
    save(name, nodes, inputs, [info("output_label", [None], kind), zipped], initial, 15, "skl2onnx", "1.16.0", classical=True, check=False)


def expected(name, x, predictions, labels=None):
    with open(os.path.join(HERE, name + ".json"), "w") as file:
        json.dump({
            "inputs": [[float(number) for number in row] for row in x.astype(np.float32)],
            "predictions": np.asarray(predictions).reshape(len(x), -1).round(9).tolist(),
            **({} if labels is None else {"labels": [str(label) for label in labels]}),
        }, file)
        file.write("\n")


def sklearn_files():
    x = random.normal(0, 1, (200, 4)).astype(np.float32)
    test = random.normal(0, 1.5, (12, 4)).astype(np.float32)
    settings = dict(hidden_layer_sizes=(6, 5), max_iter=300, random_state=1)

    y = (x[:, 0] * x[:, 1] + x[:, 2] > 0).astype(int)
    mlp = MLPClassifier(activation="relu", **settings).fit(x, y)
    sklearn_graph("sklearn-binary", mlp, 4)
    expected("sklearn-binary", test, mlp.predict_proba(test), mlp.predict(test))

    y = np.array(["low", "middle", "high"])[np.digitize(x[:, 0] - np.abs(x[:, 1]), [-1.2, 0])]
    scaler = StandardScaler().fit(x * 20 + 300)
    mlp = MLPClassifier(activation="tanh", **settings).fit(scaler.transform(x * 20 + 300), y)
    sklearn_graph("sklearn-classes", mlp, 4, scaler)
    expected("sklearn-classes", test * 20 + 300, mlp.predict_proba(scaler.transform((test * 20 + 300).astype(np.float32))), mlp.predict(scaler.transform((test * 20 + 300).astype(np.float32))))

    y = np.sin(x[:, 0]) + 0.5 * x[:, 1] * x[:, 3]
    mlp = MLPRegressor(activation="logistic", solver="lbfgs", **settings).fit(x, y)
    sklearn_graph("sklearn-number", mlp, 4)
    expected("sklearn-number", test, mlp.predict(test))


def mlnet_file():
    """ML.NET: an input for each column, Concat, a scaler, a linear model with Platt's calibration; every column is also an output."""
    columns = ["Age", "Height", "Weight"]
    inputs = [info(name, [-1, 1]) for name in columns] + [info("Label", [-1, 1], TensorProto.BOOL)]
    nodes = [
        helper.make_node("Concat", columns, ["Features"], name="Concat", axis=1),
        helper.make_node("Scaler", ["Features"], ["Features1"], name="Scaler", domain="ai.onnx.ml", offset=[40.0, 170.0, 0.0], scale=[0.05, 0.1, 0.0125]),
        helper.make_node("LinearRegressor", ["Features1"], ["Score"], name="LinearRegressor", domain="ai.onnx.ml",
                         coefficients=[0.8, -1.3, 0.4], intercepts=[0.25], post_transform="NONE", targets=1),
        helper.make_node("Mul", ["Score", "slope"], ["MulNodeOutput"], name="Mul"),
        helper.make_node("Add", ["MulNodeOutput", "offset"], ["linearOutput"], name="Add"),
        helper.make_node("Sigmoid", ["linearOutput"], ["Probability"], name="Sigmoid"),
        helper.make_node("Greater", ["Score", "zero"], ["PredictedLabel"], name="Greater"),
    ]
    outputs = []
    for name, kind in [(c, TensorProto.FLOAT) for c in columns] + [("Features1", TensorProto.FLOAT), ("PredictedLabel", TensorProto.BOOL), ("Score", TensorProto.FLOAT), ("Probability", TensorProto.FLOAT)]:
        nodes.append(helper.make_node("Identity", [name], [name + ".output"], name="Identity_" + name))
        outputs.append(info(name + ".output", [-1, 3 if name == "Features1" else 1], kind))
    initial = [tensor("slope", np.array([1.7], dtype=np.float32)), tensor("offset", np.array([-0.4], dtype=np.float32)), tensor("zero", np.array([0], dtype=np.float32))]
    save("mlnet-binary", nodes, inputs, outputs, initial, 12, "ML.NET", "3.0.1", classical=True, check=False)


if __name__ == "__main__":
    torch_files()
    keras_files()
    sklearn_files()
    mlnet_file()
