# SPDX-License-Identifier: GPL-3.0-or-later
"""Has HiGHS solve an integer programme, on one thread, to an absolute gap of 1e-6.

interdict_reliable_peers.py FILE SECONDS  prints seconds of processor, objective, bound and status
"""

import sys
import time

import highspy

solver = highspy.Highs()
for name, value in (
    ("output_flag", False),
    ("threads", 1),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 1e-6),
    ("time_limit", float(sys.argv[2])),
):
    solver.setOptionValue(name, value)
solver.readModel(sys.argv[1])
began = time.process_time()
solver.run()
seconds = time.process_time() - began
info = solver.getInfo()
status = solver.modelStatusToString(solver.getModelStatus())
print(f"{seconds:.3f} {info.objective_function_value:.10f} {info.mip_dual_bound:.10f} {status.replace(' ', '_')}")
