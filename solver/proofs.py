"""Names of what proves a thing without an engine, as results state them."""

from lotdesign.result.proof_names import EIGENVALUE_PROOF as EIGENVALUE_PROOF
from lotdesign.result.proof_names import ENUMERATION_PROOF as ENUMERATION_PROOF
from lotdesign.result.proof_names import LISTING_PROOF as LISTING_PROOF
from lotdesign.result.proof_names import MEDIAN_PROOF as MEDIAN_PROOF
from lotdesign.result.proof_names import PREFLIGHT_ARITHMETIC as PREFLIGHT_ARITHMETIC
from lotdesign.result.proof_names import RELAXATION_PROOF as RELAXATION_PROOF
from lotdesign.result.proof_names import VALUE_ARITHMETIC as VALUE_ARITHMETIC
